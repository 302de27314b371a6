// The editor: Yasqe, the one of Yasgui, whose completers ask services elsewhere. Ours ask the service itself.
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import { ask } from "../service.js";

const names = (terms) => terms.map((term) => term.iri);
const OURS = {
  prefixes: (terms) => Object.entries(terms.prefixes).map(([prefix, space]) => `${prefix}: <${space}>`).sort(),
  property: (terms) => names(terms.properties),
  class: (terms) => names(terms.classes),
};

/** An editor in place of the form's field; what was written and not run is kept, and proposed again if `kept`. */
export function editor(form, submit, kept) {
  const field = form.elements.query;
  const terms = ask("/sparql/terms");
  Yasqe.defaults.autocompleters = [];
  for (const [name, get] of Object.entries(OURS)) {
    const found = () => terms.then(get);
    const persistenceId = null; // what the graph uses changes
    Yasqe.forkAutocompleter(name, { name: `our-${name}`, get: found, bulk: true, autoShow: true, persistenceId });
  }
  const place = document.createElement("div");
  field.before(place);
  field.hidden = true;
  const yasqe = new Yasqe(place, {
    value: field.value,
    autocompleters: ["variables", ...Object.keys(OURS).map((name) => `our-${name}`)],
    persistenceId: kept ? "policygraph_query" : null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    editorHeight: "16rem",
    extraKeys: { "Ctrl-Enter": submit, "Cmd-Enter": submit, Tab: false, "Shift-Tab": false },
  });
  const input = yasqe.getInputField();
  input.id = "query-editor";
  document.getElementById("query-label").htmlFor = input.id;
  yasqe.save = () => (field.value = yasqe.getValue());
  return yasqe;
}
