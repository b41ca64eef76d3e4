/** Beside the questions: materials, conditions and outcome as they stand now; the counter also sees the risk points. */

import { css, html, nothing, type CSSResultGroup } from 'lit';
import { FlowElement } from '../app/flow-element.ts';
import { define, when, words } from '../components/element.ts';
import type { Risk } from '../engine/port.ts';
import '../components/conditions/conditions.ts';
import '../components/materials/materials-brief.ts';
import '../components/members/members.ts';
import '../components/verdict/verdict.ts';

export class TbAside extends FlowElement {
  static override styles: CSSResultGroup = [
    FlowElement.styles,
    css`
      aside {
        padding: 1.25rem;
        border: 0.0625rem solid var(--tb-rule);
        border-radius: 0.5rem;
        background: var(--tb-ground);
      }
      @media (min-width: 60rem) {
        aside {
          position: sticky;
          top: 1rem;
          max-height: calc(100vh - 2rem);
          overflow-y: auto;
        }
      }
      h2 {
        margin: 1.25rem 0 0.25rem;
        font-size: 1.125rem;
      }
      h2:first-child {
        margin-top: 0;
      }
      .risk {
        padding: 0.375rem 0;
      }
    `,
  ];

  protected override render(): unknown {
    const view = this.flow.application?.view;
    if (!view) return nothing;
    // A met condition is worth its place where it says what it was decided by.
    const conditions = view.conditions.filter((condition) => condition.state !== 'met' || condition.message);
    const fired = view.risks.filter((risk) => risk.state === 'fired');
    const clerk = this.flow.profile.actor === 'clerk';
    return html`<aside aria-label=${this.t('aside.label')} tabindex="-1">
      <h2>${this.say('materials.title')}</h2>
      <tb-materials-brief .materials=${view.materials}></tb-materials-brief>
      ${view.members
        ? html`<h2>${this.say('member.title')}</h2>
            <tb-members .members=${view.members}></tb-members>`
        : nothing}
      ${conditions.length > 0
        ? html`<h2>${this.say('guide.conditions')}</h2>
            <tb-conditions .conditions=${conditions} .members=${view.members ?? []}></tb-conditions>`
        : nothing}
      ${clerk || fired.length > 0
        ? html`<h2>${this.say('risks.title')}</h2>
            ${fired.length === 0 ? html`<p class="soft small">${this.say('risks.none')}</p>` : fired.map((risk) => this.#risk(risk))}`
        : nothing}
      <h2>${this.say('verdict.title')}</h2>
      <tb-verdict .verdict=${view.verdict} .route=${clerk && !view.members ? view.route : null} .deadline=${clerk && !view.members ? view.deadline : null}></tb-verdict>
    </aside>`;
  }

  #risk(risk: Risk): unknown {
    const tone = risk.level === 'block' ? 'bad' : 'warn';
    return html`<div class="risk small" data-risk=${risk.id}>
      <span class="tag ${tone}">${this.say(`risk.${risk.level}`)}</span> ${words(risk.name)}
      ${when(risk.message, (message) => html`<p>${words(message)}</p>`)}
    </div>`;
  }
}

define('tb-aside', TbAside);
