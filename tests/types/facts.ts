// What `tongban types` gives is used as an integrator uses it; `cargo xtask test --only catalogue` writes the imported files.

import type { RetirementFacts } from "../../target/types/retirement.ts";
import type { StaffChangeFacts } from "../../target/types/staff-change.ts";

export const retires: RetirementFacts = {
  birthDate: "1965-05-10",
  retirementCategory: "male-60",
  paidMonths: "180",
  relationsGathered: true,
  fileBirthDate: null,
  monthsHere: { $unknown: "unreachable" },
  deemedSpells: [{ spellKind: "military", spellFrom: "1983-10-01", spellTo: "1987-12-31", dischargeCertificate: true }],
};

export const joins: StaffChangeFacts = { staff: [{ changeType: "join", staffName: "张三", monthlyWage: "6000.50" }] };

export const wrong: RetirementFacts[] = [
  // @ts-expect-error: decimals are strings
  { paidMonths: 180.5 },
  // @ts-expect-error: no such value
  { retirementCategory: "male-55" },
  // @ts-expect-error: no such fact
  { birthday: "1965-05-10" },
  // @ts-expect-error: no such reason
  { monthsHere: { $unknown: "later" } },
  // @ts-expect-error: computed, never given
  { retirementDate: "2025-07-10" },
];
