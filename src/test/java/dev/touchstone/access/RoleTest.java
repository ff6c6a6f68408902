package dev.touchstone.access;

import static dev.touchstone.access.Permission.AUDIT;
import static dev.touchstone.access.Permission.DESCRIBE;
import static dev.touchstone.access.Permission.ERASE;
import static dev.touchstone.access.Permission.FIND;
import static dev.touchstone.access.Permission.METRICS;
import static dev.touchstone.access.Permission.PACKAGE;
import static dev.touchstone.access.Permission.READ;
import static dev.touchstone.access.Permission.RECTIFY;
import static dev.touchstone.access.Permission.REQUEST;
import static dev.touchstone.access.Permission.RESTRICT;
import static dev.touchstone.access.Permission.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.interaction.InvalidValueException;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RoleTest {
  @Test
  void eachMayWhatTheMatrixSaysAndNothingElse() {
    assertThat(Role.READER.permissions()).containsExactlyInAnyOrder(DESCRIBE, READ);
    assertThat(Role.WRITER.permissions()).containsExactlyInAnyOrder(DESCRIBE, WRITE);
    assertThat(Role.PRIVACY.permissions())
        .containsExactlyInAnyOrder(
            DESCRIBE, READ, FIND, PACKAGE, ERASE, RESTRICT, RECTIFY, REQUEST, AUDIT);
    assertThat(Role.MONITOR.permissions()).containsExactly(METRICS);
    assertThat(Role.ADMIN.permissions()).isEqualTo(EnumSet.allOf(Permission.class));
  }

  @Test
  void aCallerMayWhatAnyOfItsRolesGrants() {
    Caller both = new Caller("x", Caller.Kind.KEY, Set.of(Role.READER, Role.WRITER));
    assertThat(EnumSet.allOf(Permission.class).stream().filter(both::may))
        .containsExactlyInAnyOrder(DESCRIBE, READ, WRITE);
  }

  @Test
  void aCallerWithoutRolesMayNothing() {
    Caller none = new Caller("x", Caller.Kind.TOKEN, Set.of());
    assertThat(EnumSet.allOf(Permission.class)).noneMatch(none::may);
  }

  @Test
  void namesAreReadInAnyCase() {
    assertThat(Role.parse("Privacy")).isEqualTo(Role.PRIVACY);
    assertThatThrownBy(() -> Role.parse("root"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("'root'")
        .hasMessageContaining("[reader, writer, privacy, monitor, admin]");
  }
}
