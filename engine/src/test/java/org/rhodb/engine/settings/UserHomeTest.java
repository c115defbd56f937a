package org.rhodb.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserHomeTest {
  private static final Map<String, String> CONTAINER = Map.of("HOME", "/work/me");

  @Test
  void followsTheEnvironmentBeforeTheAccount() {
    assertEquals(Path.of("/work/me"), UserHome.of(CONTAINER));
    Path account = Path.of(System.getProperty("user.home"));
    assertEquals(account, UserHome.of(Map.of()));
    assertEquals(account, UserHome.of(Map.of("HOME", "")));
  }

  @Test
  void expandsATildeThatIsTheUsersOwn() {
    assertEquals("/work/me", UserHome.expand("~", CONTAINER));
    assertEquals("/work/me/models/a", UserHome.expand("~/models/a", CONTAINER));
    assertEquals("~other/a", UserHome.expand("~other/a", CONTAINER));
    assertEquals("a/~/b", UserHome.expand("a/~/b", CONTAINER));
  }
}
