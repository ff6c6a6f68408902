package dev.touchstone.privacy.request;

import static dev.touchstone.testing.Rows.ANNA;
import static dev.touchstone.testing.Rows.BERT;
import static dev.touchstone.testing.Rows.NOON;
import static dev.touchstone.testing.Rows.SENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.ContactId;
import dev.touchstone.interaction.Fields;
import dev.touchstone.interaction.Interaction;
import dev.touchstone.interaction.InteractionId;
import dev.touchstone.interaction.InvalidValueException;
import dev.touchstone.privacy.Copies;
import dev.touchstone.privacy.Copy;
import dev.touchstone.privacy.Reason;
import dev.touchstone.privacy.index.MailAddress;
import dev.touchstone.privacy.request.SubjectRequests.Change;
import dev.touchstone.store.RecordKind;
import dev.touchstone.store.RecordScan;
import dev.touchstone.store.StorageEngine;
import dev.touchstone.store.StoreException;
import dev.touchstone.testing.ForgettingFolder;
import dev.touchstone.testing.HookedEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests as work, on every engine. */
abstract class SubjectRequestsContract {
  static final Reason REASON = Reason.parse("letter-17");
  static final Instant RECEIVED = Instant.parse("2020-05-04T12:00:00Z");
  static final String DIGEST = "ab".repeat(32);
  static final String MAIL = "anna@example.org";

  @TempDir Path folder;
  StorageEngine engine;
  HookedEngine hooked;
  ForgettingFolder forgetting;

  /** An empty engine. */
  abstract StorageEngine openEngine();

  /** Whether other processes may have the same store. */
  boolean isShared() {
    return false;
  }

  @BeforeEach
  final void open() {
    engine = openEngine();
    hooked = new HookedEngine(engine);
    forgetting = ForgettingFolder.open(folder, hooked, isShared());
  }

  @AfterEach
  final void close() {
    forgetting.close();
    engine.close();
  }

  SubjectRequests requests() {
    return forgetting.requests();
  }

  SubjectRequest create(Right right, ContactId... contacts) {
    return create(right, new Subject(List.of(contacts), null));
  }

  SubjectRequest create(Right right, Subject subject) {
    return requests().create(right, subject, RECEIVED, "key 1", REASON);
  }

  static Subject from(String address, ContactId... contacts) {
    return new Subject(List.of(contacts), MailAddress.parse(address));
  }

  static Change change(Step step, String answer) {
    return new Change(step, "key 1", REASON, List.of(), answer);
  }

  /** Notes a package of contacts, as making one does. */
  void pack(String digest, ContactId... contacts) {
    Copies copies = forgetting.erasures().copies();
    Copy copy = copies.begin(Copy.Kind.PACKAGE, null, List.of(contacts), "key 1");
    copies.complete(copy, new Copy.Content(digest, 4_711, 1));
  }

  Taken step(SubjectRequest request, Step step, String answer) {
    return requests().step(request.id(), change(step, answer));
  }

  SubjectRequest done(Taken taken) {
    assertThat(taken).isInstanceOf(Taken.Done.class);
    return ((Taken.Done) taken).request();
  }

  static void impossible(Taken taken, String why) {
    assertThat(taken).isInstanceOf(Taken.Impossible.class);
    assertThat(((Taken.Impossible) taken).why()).contains(why);
  }

  SubjectRequest get(SubjectRequest request) {
    return requests().get(request.id()).orElseThrow();
  }

  List<SubjectRequest> list(boolean all) {
    return requests().list(all, null, SubjectRequests.MAX_LISTED).requests();
  }

  void append(ContactId contact, String address) {
    Fields fields = Fields.of(Map.of("EmailAddressUsed", address));
    forgetting
        .guard()
        .append(List.of(new Interaction(contact, SENT, NOON, InteractionId.parse("1"), 1, fields)));
  }

  String erase(ContactId... contacts) {
    return forgetting.erasures().erase(List.of(contacts), REASON).id();
  }

  /** Everything that requests hold, as text. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    try (RecordScan scan = engine.records().scan(RecordKind.REQUEST)) {
      scan.forEachRemaining(
          it ->
              texts.add(
                  new String(it.partition(), UTF_8)
                      + new String(it.key(), UTF_8)
                      + new String(it.value(), UTF_8)));
    }
    return texts;
  }

  @Test
  void aRequestIsNotedListedAndAnswered() {
    pack(DIGEST, ANNA, BERT);
    SubjectRequest made = create(Right.ACCESS, ANNA, BERT);
    assertThat(made.due()).isEqualTo(RECEIVED.plus(Duration.ofDays(30)));
    assertThat(list(false)).containsExactly(made);
    assertThat(requests().show(made).contacts()).containsExactly(ANNA, BERT);
    SubjectRequest done = done(step(made, Step.COMPLETE, DIGEST));
    assertThat(done.state()).isEqualTo(RequestState.DONE);
    assertThat(done.history()).hasSize(2);
    assertThat(done.history().getLast().answer()).isEqualTo(DIGEST);
    assertThat(get(made)).isEqualTo(done);
    assertThat(done(step(made, Step.COMPLETE, DIGEST))).isEqualTo(done);
    assertThat(list(false)).isEmpty();
    assertThat(list(true)).containsExactly(done);
  }

  @Test
  void whatAnErasureLeavesNamesNobody() {
    SubjectRequest made = create(Right.ERASURE, from(MAIL, ANNA, BERT));
    assertThat(texts()).anyMatch(it -> it.contains(ANNA.value()));
    assertThat(requests().show(made).address()).isEqualTo(MAIL);
    String receipt = erase(ANNA, BERT);
    assertThat(requests().show(get(made)).contacts()).isEmpty();
    assertThat(requests().show(get(made)).address()).isNull();
    assertThat(texts())
        .noneMatch(it -> it.contains(ANNA.value()) || it.contains(BERT.value()))
        .noneMatch(it -> it.contains(MAIL));
    SubjectRequest done = done(step(made, Step.COMPLETE, receipt));
    assertThat(done.contacts()).isEqualTo(made.contacts()).hasSize(2);
    assertThat(done.address()).isEqualTo(made.address()).isNotEmpty();
  }

  @Test
  void aReceiptAnswersOnlyForWhomItIsOf() {
    SubjectRequest made = create(Right.ERASURE, ANNA, BERT);
    String why = "no receipt of this id that is of every contact";
    impossible(step(made, Step.COMPLETE, new UUID(7, 7).toString()), why);
    String ofAnna = erase(ANNA);
    impossible(step(made, Step.COMPLETE, ofAnna), why);
    String ofBoth = erase(ANNA, BERT);
    forgetting.erasures().unblock(BERT, REASON);
    impossible(step(made, Step.COMPLETE, ofBoth), why);
    done(step(made, Step.COMPLETE, erase(ANNA, BERT)));
  }

  @Test
  void aPackageAnswersOnlyForWhomItIsOf() {
    SubjectRequest made = create(Right.ACCESS, ANNA, BERT);
    String why = "no package of this digest is noted";
    impossible(step(made, Step.COMPLETE, DIGEST), why);
    pack("cd".repeat(32), ANNA, BERT);
    pack(DIGEST, ANNA);
    impossible(step(made, Step.COMPLETE, DIGEST), why);
    forgetting.erasures().copies().begin(Copy.Kind.PACKAGE, null, List.of(ANNA, BERT), "key 1");
    Copy backup = forgetting.erasures().copies().begin(Copy.Kind.BACKUP, null, List.of(), "key 1");
    forgetting.erasures().copies().complete(backup, new Copy.Content(DIGEST, 1, 1));
    impossible(step(made, Step.COMPLETE, DIGEST), "or on the data folder the package itself");
    pack(DIGEST, BERT, ANNA);
    erase(ANNA, BERT);
    assertThat(done(step(made, Step.COMPLETE, DIGEST)).history().getLast().answer())
        .as("who got it and was erased then")
        .isEqualTo(DIGEST);
  }

  @Test
  void aPackageThatWasVerifiedNeedNotBeNoted() {
    SubjectRequest made = create(Right.ACCESS, ANNA, BERT);
    done(requests().step(made.id(), verified(DIGEST, made.contacts().reversed())));
    SubjectRequest other = create(Right.ACCESS, ANNA);
    assertThatThrownBy(() -> requests().step(other.id(), verified("yes", other.contacts())))
        .isInstanceOf(InvalidValueException.class);
  }

  private static Change verified(String digest, List<String> contacts) {
    return new Change(Step.COMPLETE, "key 1", REASON, List.of(), digest, contacts);
  }

  /** Somebody says that the person is known under another id too. */
  @Test
  void aPackageThatWasVerifiedAgainstOtherContactsAnswersNothing() {
    SubjectRequest made = create(Right.ACCESS, ANNA);
    Change bert = new Change(Step.IDENTIFY, "key 2", REASON, List.of(BERT), "");
    boolean[] done = {false};
    hooked.before(
        verb -> {
          if (verb.equals("record replace") && !done[0]) {
            done[0] = true;
            done(requests().step(made.id(), bert));
          }
        });
    String why = "no package of this digest is noted";
    impossible(requests().step(made.id(), verified(DIGEST, made.contacts())), why);
    assertThat(done).as("meanwhile").containsExactly(true);
    impossible(requests().step(made.id(), verified(DIGEST, made.contacts())), why);
    assertThat(get(made).isOpen()).isTrue();
    done(requests().step(made.id(), verified(DIGEST, get(made).contacts())));
  }

  @Test
  void onlyAnAddressFindsItsContacts() {
    append(ANNA, MAIL);
    pack(DIGEST, ANNA);
    SubjectRequest made = create(Right.ACCESS, from("Anna@Example.org"));
    assertThat(requests().show(made).contacts()).containsExactly(ANNA);
    assertThat(requests().show(made).address()).isEqualTo(MAIL);
    SubjectRequest done = done(step(made, Step.COMPLETE, DIGEST));
    assertThat(requests().show(done).contacts()).containsExactly(ANNA);
    assertThat(requests().show(done).address()).as("of a closed request").isNull();
    assertThat(texts()).noneMatch(it -> it.contains(MAIL));
  }

  /** The request came before the rows did. */
  @Test
  void anAddressGoesWithAContactThatHasIt() {
    SubjectRequest made = create(Right.ERASURE, from(MAIL));
    assertThat(made.contacts()).isEmpty();
    append(ANNA, MAIL);
    erase(ANNA);
    assertThat(requests().show(get(made)).address()).isNull();
    assertThat(texts()).noneMatch(it -> it.contains(MAIL));
  }

  @Test
  void nobodyIsAnAnswerWhereNothingIsKept() {
    SubjectRequest made = create(Right.ACCESS, from(MAIL));
    impossible(step(made, Step.COMPLETE, DIGEST), "names no contact yet");
    append(ANNA, MAIL);
    impossible(step(made, Step.COMPLETE, Right.NONE), "contacts have the address");
    erase(ANNA);
    assertThat(done(step(made, Step.COMPLETE, Right.NONE)).state()).isEqualTo(RequestState.DONE);
    impossible(step(create(Right.ACCESS, ANNA), Step.COMPLETE, Right.NONE), "names contacts");
  }

  @Test
  void whoIsMeantIsSaidLater() {
    pack(DIGEST, ANNA);
    SubjectRequest made = create(Right.ACCESS, from(MAIL));
    Change anna = new Change(Step.IDENTIFY, "key 1", REASON, List.of(ANNA), "");
    SubjectRequest identified = done(requests().step(made.id(), anna));
    assertThat(requests().show(identified).contacts()).containsExactly(ANNA);
    assertThat(done(requests().step(made.id(), anna))).isEqualTo(identified);
    done(step(made, Step.COMPLETE, DIGEST));
    Change bert = new Change(Step.IDENTIFY, "key 1", REASON, List.of(BERT), "");
    impossible(requests().step(made.id(), bert), "the request is done");
    erase(ANNA);
    assertThat(requests().show(get(made)).contacts()).isEmpty();
  }

  @Test
  void whoWasErasedIsNotNamedAgain() {
    String receipt = erase(ANNA);
    SubjectRequest made = create(Right.ERASURE, from(MAIL, ANNA));
    assertThat(texts()).noneMatch(it -> it.contains(ANNA.value()));
    assertThat(requests().show(made).address()).isEqualTo(MAIL);
    done(step(made, Step.COMPLETE, receipt));
    assertThat(texts()).noneMatch(it -> it.contains(MAIL));
  }

  /** Between the look and the change somebody else takes a step. */
  @Test
  void ofTwoAtOnceOneIsTaken() {
    SubjectRequest made = create(Right.ACCESS, ANNA);
    boolean[] done = {false};
    hooked.before(
        verb -> {
          if (verb.equals("record replace") && !done[0]) {
            done[0] = true;
            step(made, Step.WITHDRAW, "");
          }
        });
    impossible(step(made, Step.REFUSE, ""), "the request is withdrawn");
    assertThat(get(made).history()).hasSize(2);
    assertThat(list(false)).isEmpty();
  }

  /** Neither of two steps that both can be taken is lost. */
  @Test
  void ofTwoAtOnceBothAreKept() {
    Instant now = Instant.now();
    SubjectRequest made =
        requests().create(Right.ACCESS, new Subject(List.of(ANNA), null), now, "key 1", REASON);
    boolean[] done = {false};
    hooked.before(
        verb -> {
          if (verb.equals("record replace") && !done[0]) {
            done[0] = true;
            done(step(made, Step.EXTEND, ""));
          }
        });
    done(requests().step(made.id(), new Change(Step.IDENTIFY, "k", REASON, List.of(BERT), "")));
    assertThat(get(made).history()).hasSize(3);
    assertThat(get(made).contacts()).hasSize(2);
    assertThat(get(made).due()).isAfter(now.plus(Duration.ofDays(60)));
  }

  @Test
  void anAnswerMustBeOne() {
    SubjectRequest access = create(Right.ACCESS, ANNA);
    SubjectRequest erasure = create(Right.ERASURE, ANNA);
    SubjectRequest restriction = create(Right.RESTRICTION, ANNA);
    for (String wrong : List.of("", "yes", new UUID(7, 7).toString())) {
      assertThatThrownBy(() -> step(access, Step.COMPLETE, wrong))
          .isInstanceOf(InvalidValueException.class);
    }
    for (String wrong : List.of("", "yes", DIGEST)) {
      assertThatThrownBy(() -> step(erasure, Step.COMPLETE, wrong))
          .isInstanceOf(InvalidValueException.class);
    }
    for (String wrong : List.of("", "to Anna", "a".repeat(65))) {
      assertThatThrownBy(() -> step(restriction, Step.COMPLETE, wrong))
          .isInstanceOf(InvalidValueException.class);
    }
    assertThat(list(false)).hasSize(3);
    done(step(restriction, Step.COMPLETE, "restriction-4"));
  }

  /** What is open never goes, however old it is. */
  @Test
  void whatWasClosedLongAgoIsRemovedWithEverythingBesideIt() {
    Instant later = Instant.now().plus(Duration.ofDays(1));
    append(BERT, MAIL);
    SubjectRequest open = create(Right.ERASURE, from(MAIL, ANNA));
    List<String> left = texts();
    SubjectRequest refused = create(Right.ERASURE, from(MAIL, ANNA, BERT));
    SubjectRequest withdrawn = create(Right.ACCESS, from(MAIL));
    done(step(refused, Step.REFUSE, ""));
    done(step(withdrawn, Step.WITHDRAW, ""));
    assertThat(requests().expired(RECEIVED.plus(Duration.ofDays(1)))).isEmpty();
    assertThat(requests().expired(later)).containsExactlyInAnyOrder(refused.id(), withdrawn.id());
    requests().remove(refused.id());
    requests().remove(withdrawn.id());
    requests().remove(open.id());
    requests().remove("nothing");
    assertThat(texts()).containsExactlyInAnyOrderElementsOf(left);
    assertThat(list(true)).containsExactly(open);
    assertThat(requests().expired(later)).isEmpty();
    assertThat(step(refused, Step.REFUSE, "")).isInstanceOf(Taken.Missing.class);
  }

  /** Many requests expire together, and persons wait for their erasures meanwhile. */
  @Test
  void anOldRequestIsRemovedWithoutAnErasure() {
    SubjectRequest made = create(Right.ERASURE, from(MAIL, ANNA));
    done(step(made, Step.REFUSE, ""));
    List<String> verbs = new ArrayList<>();
    hooked.before(verbs::add);
    requests().remove(made.id());
    hooked.before(verb -> {});
    assertThat(verbs).contains("record delete").doesNotContain("record erase");
    assertThat(texts()).isEmpty();
  }

  @Test
  void anAddressThatWasLeftGoesWithItsRequest() {
    SubjectRequest made = create(Right.ERASURE, from(MAIL, ANNA));
    hooked.before(
        verb -> {
          if (verb.equals("record erase")) {
            throw new StoreException.Unavailable("told to", null);
          }
        });
    assertThatThrownBy(() -> step(made, Step.REFUSE, ""))
        .isInstanceOf(StoreException.Unavailable.class);
    hooked.before(verb -> {});
    assertThat(texts()).anyMatch(it -> it.contains(MAIL));
    requests().remove(made.id());
    assertThat(texts()).isEmpty();
  }

  @Test
  void pagesThatBeginWithWhatIsDueFirst() {
    List<SubjectRequest> made = new ArrayList<>();
    for (int day = 4; day >= 0; day--) {
      made.addFirst(
          requests()
              .create(
                  Right.ACCESS,
                  new Subject(List.of(ANNA), null),
                  RECEIVED.plus(Duration.ofDays(day)),
                  "key 1",
                  REASON));
    }
    List<SubjectRequest> listed = new ArrayList<>();
    SubjectRequests.Listed page = requests().list(false, null, 2);
    listed.addAll(page.requests());
    while (page.next() != null) {
      assertThat(page.requests()).hasSize(2);
      page = requests().list(false, page.next(), 2);
      listed.addAll(page.requests());
    }
    assertThat(listed).isEqualTo(made);
  }
}
