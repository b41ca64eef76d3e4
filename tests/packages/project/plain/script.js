// `tongban` is the global of dist/tongban.iife.js.
(async () => {
  const { digest } = await (await fetch("/v1/modules/current")).json();
  const engine = await tongban.load(`/v1/modules/${digest}.wasm`, { digest });
  const session = engine.open("contact-change", { asOf: "2026-03-02", region: "500103", capabilities: ["upload"] });
  const changes = session.set("contactChange", "mobile");
  session.set("newMobile", "13800138000");
  const verdict = session.view().verdict.kind;
  document.title = JSON.stringify([`${verdict} ${changes.fields.length > 0} ${session.decision().digest}`]);
})().catch((error) => (document.title = `failed: ${error}`));
