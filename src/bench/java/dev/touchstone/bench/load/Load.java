package dev.touchstone.bench.load;

import dev.touchstone.interaction.Interaction;
import dev.touchstone.store.Position;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/**
 * The rows of a spec, oldest first, as they came to be: many people do many things at a time. Rows
 * are made when they are asked for; only those whose time has not come yet are held, which are
 * those of a few days. Not thread-safe.
 */
public final class Load implements Iterator<Interaction> {
  private static final double MAIL_SHARE = 0.75;
  private static final double VISIT_SHARE = 0.2;

  private final LoadSpec spec;
  private final Chance chance;
  private final Ranks ranks;
  private final Company company;
  private final Person longest;
  private final PriorityQueue<Interaction> waiting =
      new PriorityQueue<>(Comparator.comparing(Position::of, Comparator.reverseOrder()));
  private long made;
  private long ofLongest;
  private Instant now;

  public Load(LoadSpec spec) {
    this.spec = spec;
    chance = new Chance(spec.seedOfPart());
    ranks = new Ranks(spec.contacts() - 1);
    company = new Company(spec.seed());
    longest = Person.of(spec.seed(), 0);
    now = spec.start();
  }

  @Override
  public boolean hasNext() {
    while (made < spec.rows()
        && (waiting.isEmpty() || waiting.element().timestamp().isAfter(now))) {
      happen();
    }
    return !waiting.isEmpty();
  }

  @Override
  public Interaction next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return waiting.remove();
  }

  /** Time goes on with the rows, so that the last one comes at the end of the span. */
  private void happen() {
    double moment = (double) made / spec.rows();
    now = spec.start().plusSeconds((long) (moment * spec.span().toSeconds()));
    readByMachine(moment);
    Happening happening = new Happening(company, anyone(), now, chance, this::take);
    double kind = chance.share();
    if (kind < MAIL_SHARE) {
      new MailStory(happening, company.anySending(moment, chance)).tell();
    } else {
      Device device = happening.person().anyDevice(chance);
      String session = device.newSession(chance);
      if (kind < MAIL_SHARE + VISIT_SHARE) {
        new VisitStory(happening, device, session).tell();
      } else {
        new FormStory(happening, device, session).tell();
      }
    }
  }

  private Person anyone() {
    return Person.of(spec.seed(), 1 + ranks.next(chance));
  }

  /** The mailbox that a machine reads leaves a row whenever it has fewer than its share. */
  private void readByMachine(double moment) {
    while (ofLongest < spec.longestShare() * made) {
      ofLongest++;
      new MailStory(
              new Happening(
                  company, longest, now.plusSeconds(chance.seconds(60)), chance, this::take),
              company.anySending(moment, chance))
          .tellOpenedByMachine();
    }
  }

  /** What is more than the spec has is left out. */
  private void take(Interaction row) {
    if (made < spec.rows()) {
      made++;
      waiting.add(row);
    }
  }
}
