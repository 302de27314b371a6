// Cytoscape, made fit for pages that allow no style but that of their files: it looks for an element of this name before
// it writes a style sheet into the page, for what our own style sheet says of maps.
import cytoscape from "cytoscape";
import { el } from "./dom.js";

document.head.append(el("meta", { id: "__________cytoscape_stylesheet" }));

export { cytoscape };
