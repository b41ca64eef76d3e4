import { load, TongbanError, type Changes, type Engine, type View } from "@tongban/engine";

/** Loads the module in force and decides one application. */
export async function loaded(): Promise<Engine> {
  const { digest } = (await (await fetch("/v1/modules/current")).json()) as { digest: string };
  return load(`/v1/modules/${digest}.wasm`, { digest });
}

export function decide(engine: Engine): string {
  const session = engine.open("contact-change", { asOf: "2026-03-02", region: "500103", capabilities: ["upload"] });
  const changes: Changes = session.set("contactChange", "mobile");
  session.set("newMobile", "13800138000");
  const view: View = session.view();
  try {
    // @ts-expect-error: a capability that no channel has
    engine.open("contact-change", { asOf: "2026-03-02", capabilities: ["fly"] });
  } catch (error) {
    if (!(error instanceof TongbanError) || error.code !== "capability.unknown") throw error;
  }
  const { digest } = session.decision();
  session.close();
  return `${view.verdict.kind} ${changes.fields.length > 0} ${digest}`;
}
