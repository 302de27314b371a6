// The reading view (templates/document.html): keys to go through the facts and judge them, links to any words.
import "../reading/reading.css";
import { Desk } from "../reading/desk.js";
import { linkToWords } from "../reading/spans.js";

const article = document.querySelector(".reading article");
const desk = new Desk(article, document.querySelector(".facts"));
linkToWords(article, desk.say);
