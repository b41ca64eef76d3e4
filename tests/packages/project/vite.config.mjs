export default { root: "vite", build: { outDir: "../out/vite", target: "es2022" }, worker: { format: "es" } };
