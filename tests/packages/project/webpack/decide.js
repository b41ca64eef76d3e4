/** Decides one application. */
export function decide(engine) {
  const session = engine.open("contact-change", { asOf: "2026-03-02", region: "500103", capabilities: ["upload"] });
  const changes = session.set("contactChange", "mobile");
  session.set("newMobile", "13800138000");
  const verdict = session.view().verdict.kind;
  const { digest } = session.decision();
  session.close();
  return `${verdict} ${changes.fields.length > 0} ${digest}`;
}
