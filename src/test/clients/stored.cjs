// What the server was given, and where it is: told by ClientsOnNode.
const { readFileSync } = require("node:fs");

function told(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run mvn verify -Pclients`);
  }
  return value;
}

exports.server = told("CLIENTS_SERVER");
exports.service = `${exports.server}/api/data/v9.2/`;
exports.key = told("CLIENTS_KEY");
exports.authorization = { Authorization: `Bearer ${exports.key}` };
exports.type = "WebsiteVisited";
exports.rows = JSON.parse(readFileSync(told("CLIENTS_ROWS"), "utf8"));
exports.contact = exports.rows[0].ContactId;
exports.idsOf = (list) => list.map((row) => row.InteractionId ?? row.interactionid);
