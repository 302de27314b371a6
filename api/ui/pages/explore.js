// The explorer (templates/explore.html): a map of things and what ties them, beside the tables that are there anyway.
import "../explore/explore.css";
import { given } from "../dom.js";
import { Explorer } from "../explore/explorer.js";
import { propose } from "../things.js";

const first = given("explored");
if (first) new Explorer(document.getElementById("explorer"), first);
document.querySelectorAll("input#start, #path input").forEach(propose);
