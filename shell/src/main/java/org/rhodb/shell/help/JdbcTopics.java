package org.rhodb.shell.help;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.engine.jdbc.UrlKey;
import org.rhodb.engine.settings.Setting;

/** Keys of JDBC URLs. */
final class JdbcTopics {
  static final String INTRODUCTION =
      """
      jdbc:rhodb:[folder][;key=value]..., without a folder in memory; the driver is rhodb-jdbc.jar.
      user and password are passed over.
      """;

  private JdbcTopics() {}

  static List<HelpTopic> all() {
    List<HelpTopic> topics = new ArrayList<>();
    for (UrlKey key : UrlKey.values()) {
      String choices = String.join(" or ", key.choices());
      topics.add(
          HelpTopic.line(key.key(), "a key of JDBC URLs", key.description() + ": " + choices));
    }
    for (Setting setting : Setting.values()) {
      topics.add(HelpTopic.line(setting.key(), "a key of JDBC URLs", "the setting of that name"));
    }
    return topics;
  }
}
