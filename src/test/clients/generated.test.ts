// The client that odata2ts generates from $metadata, compiled strictly.
import assert from "node:assert/strict";
import test from "node:test";
import { FetchClient } from "@odata2ts/http-client-fetch";
import type { interaction } from "./generated/MicrosoftDynamicsCrmModel";
import { MicrosoftDynamicsCrmService } from "./generated/MicrosoftDynamicsCrmService";
import * as stored from "./stored.cjs";
import type { Row } from "./stored.cjs";

const { contact, rows, type } = stored;
const crm = new MicrosoftDynamicsCrmService(
  new FetchClient({ headers: stored.authorization }),
  stored.service.slice(0, -1),
);

test("the action takes and gives typed values", async () => {
  const found: Row[] = [];
  let token: string | null = null;
  do {
    const parameters: Parameters<typeof crm.msdyncrm_LoadInteractionsPublic>[0] = {
      ContactId: contact,
      InteractionType: type,
      Top: 60,
      SkipToken: token,
    };
    const { data } = await crm.msdyncrm_LoadInteractionsPublic(parameters);
    found.push(...(JSON.parse(data.Data ?? "[]") as Row[]));
    token = data.NextSkipToken;
  } while (token !== null && found.length < 2 * rows.length);
  assert.deepEqual(found, rows);
});

test("our own action takes lists", async () => {
  const { data } = await crm.touchstone_LoadInteractions({
    ContactIds: [contact, "nobody"],
    LatestOnly: true,
  });
  const found = JSON.parse(data.Data ?? "[]") as Row[];
  assert.deepEqual(found, [rows[0]]);
});

test("functions", async () => {
  const { data } = await crm.WhoAmI();
  assert.match(data.OrganizationId, /^[0-9a-f-]{36}$/);
  assert.match((await crm.RetrieveVersion()).data.Version, /^9\.2\./);
});

test("a set is filtered, ordered and counted", async () => {
  const since = rows[9]?.Timestamp ?? "";
  const { data } = await crm.interactions().query((builder, q) =>
    builder
      .filter(q.contactid.eq(contact), q.interactiontype.in(type), q.timestamp.ge(since))
      .select("interactionid", "timestamp")
      .orderBy(q.timestamp.desc())
      .count(),
  );
  const wanted = rows.filter((row) => Date.parse(row.Timestamp) >= Date.parse(since));
  assert.equal(data["@odata.count"], wanted.length);
  assert.deepEqual(
    data.value.map((entity) => entity.interactionid),
    wanted.map((row) => row.InteractionId),
  );
});

test("a set is read page by page", async () => {
  const found: interaction[] = [];
  const preferring = { headers: { Prefer: "odata.maxpagesize=100" } };
  let next: string | undefined;
  let page = (
    await crm
      .interactions()
      .query((builder, q) => builder.filter(q.contactid.eq(contact)), preferring)
  ).data;
  for (;;) {
    found.push(...page.value);
    next = (page as { "@odata.nextLink"?: string })["@odata.nextLink"];
    if (next === undefined || found.length > rows.length) {
      break;
    }
    const answer = await fetch(next, { headers: { ...stored.authorization, ...preferring.headers } });
    page = (await answer.json()) as typeof page;
  }
  assert.equal(found.length, rows.length);
  assert.deepEqual(
    found.map((entity) => entity.interactionid),
    rows.map((row) => row.InteractionId),
  );
  const [first] = found;
  assert.ok(first);
  const { data } = await crm.interactions(first.interactionkey).query();
  assert.equal(data.interactionid, first.interactionid);
});
