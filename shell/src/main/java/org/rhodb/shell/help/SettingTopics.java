package org.rhodb.shell.help;

import java.util.Arrays;
import java.util.List;
import org.rhodb.engine.settings.Setting;

/** Settings of a session. */
final class SettingTopics {
  static final String INTRODUCTION =
      "SET name = value;   RESET name;   SHOW SETTINGS;   rhodb --set name=value\n";

  private SettingTopics() {}

  static List<HelpTopic> all() {
    return Arrays.stream(Setting.values()).map(SettingTopics::topic).toList();
  }

  private static HelpTopic topic(Setting setting) {
    return HelpTopic.line(
        setting.key(),
        "a setting",
        setting.description() + " (default " + setting.defaultValue() + ")");
  }
}
