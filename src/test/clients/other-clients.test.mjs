// Clients of OData that know nothing of Dataverse.
import assert from "node:assert/strict";
import test from "node:test";
import odataClient from "@odata/client";
import odataQuery from "odata-query";
import { authorization, contact, idsOf, rows, service, type } from "./stored.cjs";

const buildQuery = odataQuery.default ?? odataQuery;
const client = odataClient.OData.New4({
  serviceEndpoint: service,
  commonHeaders: authorization,
  processCsrfToken: false,
});
const ofContact = () => client.newFilter().property("contactid").eq(contact);

test("odata-query builds what the server reads", async () => {
  const since = new Date(rows[4].Timestamp);
  for (const filter of [
    { contactid: contact, interactiontype: type, timestamp: { ge: since } },
    { and: [{ contactid: contact }, { interactiontype: { in: [type] } }, { timestamp: { ge: since } }] },
    [{ contactid: { eq: contact } }, { or: [{ interactiontype: type }, { interactiontype: "EmailSent" }] }, { timestamp: { ge: since } }],
  ]) {
    const query = buildQuery({ filter, count: true, top: 3, orderBy: "timestamp desc", select: ["interactionid"] });
    const response = await fetch(`${service}interactions${query}`, { headers: authorization });
    const answer = await response.json();
    assert.equal(response.status, 200, JSON.stringify(answer));
    assert.deepEqual(idsOf(answer.value), idsOf(rows.slice(0, 3)));
    assert.equal(answer["@odata.count"], rows.filter((row) => new Date(row.Timestamp) >= since).length);
  }
});

test("@odata/client queries, counts and reads one", async () => {
  const set = client.getEntitySet("interactions");
  const found = await set.query(client.newParam().filter(ofContact()).top(4));
  assert.deepEqual(idsOf(found), idsOf(rows.slice(0, 4)));
  assert.equal(await set.count(ofContact()), rows.length);
  assert.equal((await set.retrieve(found[1].interactionkey)).interactionid, rows[1].InteractionId);
});

const requests = () => [
  client.newBatchRequest({ collection: "interactions", params: client.newParam().filter(ofContact()).top(2) }),
  client.newBatchRequest({
    collection: "msdyncrm_LoadInteractionsPublic",
    method: "POST",
    entity: { ContactId: contact, InteractionType: type, Top: 2 },
  }),
];

test("@odata/client sends batches of both kinds", async () => {
  for (const responses of [
    await client.execBatchRequests(requests()),
    await client.execBatchRequestsJson(requests()),
  ]) {
    const [list, loaded] = await Promise.all(responses.map((response) => response.json()));
    assert.deepEqual(idsOf(list.value), idsOf(rows.slice(0, 2)));
    assert.deepEqual(JSON.parse(loaded.Data), rows.slice(0, 2));
  }
});
