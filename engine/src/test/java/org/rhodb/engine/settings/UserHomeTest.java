package org.rhodb.engine.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserHomeTest {
  private static final Map<String, String> CONTAINER = Map.of("HOME", "/home/me");

  @Test
  void followsTheEnvironmentBeforeTheAccount() {
    assertEquals(Path.of("/home/me"), UserHome.of(CONTAINER));
    Path account = Path.of(System.getProperty("user.home"));
    assertEquals(account, UserHome.of(Map.of()));
    assertEquals(account, UserHome.of(Map.of("HOME", "")));
  }

  @Test
  void expandsATildeThatIsTheUsersOwn() {
    assertEquals("/home/me", UserHome.expand("~", CONTAINER));
    assertEquals("/home/me/models/a", UserHome.expand("~/models/a", CONTAINER));
    assertEquals("~other/a", UserHome.expand("~other/a", CONTAINER));
    assertEquals("a/~/b", UserHome.expand("a/~/b", CONTAINER));
  }
}
