// Fields that ask for a thing of the graph (data-proposes) propose names as they are typed.
import { propose } from "../things.js";

document.querySelectorAll("[data-proposes]").forEach(propose);
