import { fileURLToPath } from "node:url";

export default {
  mode: "production",
  target: ["web", "es2022"],
  entry: "./webpack/main.js",
  // Workers' addresses pass through this policy under `require-trusted-types-for 'script'`.
  output: { path: fileURLToPath(new URL("out/webpack", import.meta.url)), filename: "main.js", publicPath: "/", trustedTypes: { policyName: "tongban" } },
  performance: false,
};
