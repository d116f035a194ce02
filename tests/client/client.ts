// How a frontend uses the generated types: it compiles only while the document says all that it needs.
import type { components, operations } from "./api";

type Schemas = components["schemas"];
type Card = Schemas["PageCard"];
type Detail = Schemas["PageDetail"];
type PortalBlock = Schemas["PortalBody"][number];
type ByPath = operations["page_by_path"]["responses"][200]["content"]["application/json"];
type SearchQuery = NonNullable<operations["search"]["parameters"]["query"]>;
type PageQuery = NonNullable<operations["pages"]["parameters"]["query"]>;

const BASE = "https://cms.example.org/api/v2/";

async function ask<Answer>(path: string, query: Record<string, unknown>): Promise<Answer> {
  const words = Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]);
  const response = await fetch(`${BASE}${path}?${new URLSearchParams(words)}`);
  if (!response.ok) {
    const problem = (await response.json()) as Schemas["Problem"];
    throw new Error(problem.errors.map((row) => `${row.parameter}: ${row.detail}`).join("; ") || problem.detail);
  }
  return (await response.json()) as Answer;
}

// A page is what its `meta.type` says.
function is<Page extends Card | Detail, Type extends Page["meta"]["type"]>(
  page: Page,
  type: Type,
): page is Extract<Page, { meta: { type: Type } }> {
  return page.meta.type === type;
}

export async function publications(): Promise<string[]> {
  const query: PageQuery = { type: ["library.PublicationPage"], locale: "es", fallback: ["en"], limit: 20 };
  const list = await ask<Schemas["PageList"]>("pages/", query);
  return list.items.map((card) => {
    if (!is(card, "library.PublicationPage")) return card.title;
    const language = card.meta.requested_locale ? ` (${card.meta.locale})` : "";
    const topics = card.topics.map((topic) => topic.label).join(", ");
    return `${card.title}${language}, ${card.year ?? "?"}: ${card.resource_type.label}; ${topics}`;
  });
}

function text(block: PortalBlock): string {
  switch (block.type) {
    case "heading":
    case "paragraph":
      return block.value;
    case "quote":
      return `${block.value.text} ${block.value.person ?? ""}`;
    case "callout":
      return `${block.value.tone}: ${block.value.text}`;
    case "image":
      return block.value.image?.alt ?? "";
    case "file":
      return block.value.document?.url ?? "";
    case "video":
      return block.value.transcript;
    case "card_grid":
      return block.value.cards.map((card) => card.title).join();
    case "resource_list":
      return block.value.items.map((row) => row.title ?? row.page?.title ?? "").join();
    case "respond_now":
      return block.value.steps.join();
    case "cta":
      return block.value.page?.html_url ?? block.value.url ?? "";
    case "stat_row":
      return block.value.counters.map((figure) => `${figure.value.toFixed()} ${figure.label}`).join();
    case "partner_row":
      return block.value.organisations.map((one) => one.name).join();
    case "publication_list":
      return block.value.items.map((card) => card.publishers.map((one) => one.name).join()).join();
    case "helpline_finder":
      return block.value.helplines.flatMap((line) => line.phones.map((phone) => phone.tel)).join();
    case "faq":
      return block.value.entries.map((entry) => entry.question).join();
    default: {
      const none: never = block;
      return none;
    }
  }
}

export async function portal(path: string): Promise<string> {
  const found = await ask<ByPath>("pages/by-path/", { path });
  if ("redirect" in found) return found.redirect.to;
  if (is(found, "home.PortalPage")) return found.body.map(text).join("\n");
  return (found.breadcrumbs ?? []).map((crumb) => crumb.title).join(" / ");
}

export async function help(country: string): Promise<string[]> {
  const answer = await ask<Schemas["Helplines"]>("helplines/", { country, locale: "es" });
  const lines = answer.items.filter((line) => !line.stale).map((line) => `${line.name}: ${line.phones[0]?.display}`);
  return answer.meta.country?.listed ? lines : [answer.meta.advice?.not_listed_advice ?? "", ...lines];
}

export async function search(q: string, country?: string): Promise<string[]> {
  const query: SearchQuery = { q, locale: "es", fallback: ["en"], facets: ["topic", "type"], limit: 10 };
  const found = await ask<Schemas["Search"]>("search/", country ? { ...query, country } : query);
  const { help, did_you_mean, facets, total_count } = found.meta;
  const first = help.map((line) => `${line.name}: ${line.phones[0]?.tel}`);
  const topics = (facets?.["topic"] ?? []).map((value) => `${value.label} (${value.count})`);
  const hits = found.items.map((hit) => {
    if (hit.meta.type === "cms.Helpline" && "helpline" in hit) return `${hit.title} ${hit.helpline.phones[0]?.display}`;
    if (hit.meta.type === "cms.GlossaryTerm" && "term" in hit) return `${hit.title}: ${hit.term.definition}`;
    return `${hit.title} ${hit.date ?? ""} ${hit.matched.map(marked).join(" … ")}`;
  });
  return [...first, `${total_count} ${did_you_mean ?? q}`, ...topics, ...hits];
}

function marked(match: Schemas["Match"]): string {
  const letters = [...match.text];
  const pieces = match.highlights.map(([start, end]) => `**${letters.slice(start, end).join("")}**`);
  const text = match.lang ? `[${match.lang}] ${pieces.join()}` : pieces.join();
  return match.page ? `${text} (file ${match.file_id}, page ${match.page})` : text;
}

export async function suggestions(q: string): Promise<string[]> {
  const found = await ask<Schemas["SuggestionList"]>("search/suggest/", { q, locale: "zh-Hans" });
  return found.items.map((row) => row.html_url ?? `${row.text} (${row.code})`);
}
