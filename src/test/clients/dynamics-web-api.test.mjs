// The client that most callers of Dataverse in JavaScript use.
import assert from "node:assert/strict";
import test from "node:test";
import { DynamicsWebApi } from "dynamics-web-api";
import { contact, idsOf, key, rows, server, type } from "./stored.cjs";

const api = new DynamicsWebApi({
  serverUrl: server,
  dataApi: { version: "9.2" },
  onTokenRefresh: async () => key,
});
const actionName = "msdyncrm_LoadInteractionsPublic";
const filter = `contactid eq '${contact}' and interactiontype eq '${type}'`;

test("callAction answers every row at once", async () => {
  const response = await api.callAction({
    actionName,
    action: { ContactId: contact, InteractionType: type },
  });
  assert.deepEqual(JSON.parse(response.Data), rows);
  assert.equal(response.NextSkipToken, null);
});

test("callAction answers every row page by page", async () => {
  const all = [];
  let token = null;
  do {
    const action = { ContactId: contact, InteractionType: type, Top: 37, SkipToken: token };
    const response = await api.callAction({ actionName, action });
    all.push(...JSON.parse(response.Data));
    token = response.NextSkipToken;
  } while (token !== null && all.length < 2 * rows.length);
  assert.deepEqual(all, rows);
});

test("callFunction", async () => {
  const who = await api.callFunction("WhoAmI");
  assert.match(who.OrganizationId, /^[0-9a-f-]{36}$/);
  const version = await api.callFunction({ name: "RetrieveVersion" });
  assert.match(version.Version, /^9\.2\./);
});

test("retrieveMultiple with filter, select, top, order and count", async () => {
  const response = await api.retrieveMultiple({
    collection: "interactions",
    filter,
    select: ["interactionid", "timestamp", "pageaddress"],
    orderBy: ["timestamp asc"],
    top: 5,
    count: true,
  });
  assert.equal(response.oDataCount, rows.length);
  const oldest = rows.slice(-5).reverse();
  assert.deepEqual(idsOf(response.value), idsOf(oldest));
  response.value.forEach((entity, i) => {
    // The library turns moments in whole seconds into dates, and leaves others.
    assert.equal(new Date(entity.timestamp).getTime(), Date.parse(oldest[i].Timestamp));
    assert.equal(entity.pageaddress, oldest[i].PageAddress);
    assert.equal(entity.Remark, undefined);
  });
});

test("retrieveMultiple follows nextLink", async () => {
  const request = { collection: "interactions", filter, maxPageSize: 50 };
  const all = [];
  let page = await api.retrieveMultiple(request);
  for (;;) {
    assert.ok(page.value.length <= 50);
    all.push(...page.value);
    if (!page.oDataNextLink || all.length > rows.length) {
      break;
    }
    page = await api.retrieveMultiple(request, page.oDataNextLink);
  }
  assert.deepEqual(idsOf(all), idsOf(rows));
  assert.deepEqual(all.map((entity) => entity.Remark), rows.map((row) => row.Remark));
  assert.deepEqual(idsOf((await api.retrieveAll(request)).value), idsOf(rows));
});

test("retrieve one by its key, and count", async () => {
  const page = await api.retrieveMultiple({ collection: "interactions", filter, top: 1 });
  const one = await api.retrieve({
    collection: "interactions",
    key: `interactionkey='${page.value[0].interactionkey}'`,
    select: ["interactionid"],
  });
  assert.equal(one.interactionid, rows[0].InteractionId);
  assert.equal(await api.count({ collection: "workflows" }), 1);
  assert.equal(await api.count({ collection: "interactions", filter }), rows.length);
});

test("executeBatch", async () => {
  api.startBatch();
  api.callFunction("WhoAmI");
  api.callAction({ actionName, action: { ContactId: contact, InteractionType: type, Top: 3 } });
  api.retrieveMultiple({ collection: "interactions", filter, top: 2 });
  const [who, loaded, page] = await api.executeBatch();
  assert.match(who.UserId, /^[0-9a-f-]{36}$/);
  assert.deepEqual(JSON.parse(loaded.Data), rows.slice(0, 3));
  assert.deepEqual(idsOf(page.value), idsOf(rows.slice(0, 2)));
});

test("errors are the library's error objects", async () => {
  const action = { ContactId: contact, InteractionType: "EmailSend" };
  await assert.rejects(api.callAction({ actionName, action }), (error) => {
    assert.ok(error instanceof Error);
    assert.equal(error.status, 400);
    assert.equal(error.code, "0x80040203");
    assert.match(error.message, /'EmailSend' is not accepted.*the nearest is 'EmailSent'/);
    return true;
  });
  const stranger = new DynamicsWebApi({ serverUrl: server, dataApi: { version: "9.2" } });
  await assert.rejects(stranger.callFunction("WhoAmI"), { status: 401, code: "0x80072560" });
});
