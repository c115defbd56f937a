package org.rhodb.grammar.scan;

import java.util.ArrayList;
import java.util.List;
import org.rhodb.grammar.RhoLexer;

/** Finds the names that WITH gives to queries: {@code WITH u AS (...), v (a, b) AS (...)}. */
public final class CommonTables {
  private CommonTables() {}

  /** Returns the names, without their quotes, in the order of the text, at whatever depth. */
  public static List<String> names(ScannedText text) {
    List<String> names = new ArrayList<>();
    int[] opened = new int[text.size()];
    int[] openerOf = new int[text.size()];
    int depth = 0;
    for (int i = 0; i < text.size(); i++) {
      int type = text.type(i);
      if (type == RhoLexer.OPEN) {
        opened[depth++] = i;
      } else if (type == RhoLexer.CLOSE && depth > 0) {
        openerOf[i] = opened[--depth];
      } else if (type == RhoLexer.AS && isQueryNext(text, i + 1)) {
        int name = text.type(i - 1) == RhoLexer.CLOSE ? openerOf[i - 1] - 1 : i - 1;
        if (Words.isName(text.type(name)) && isListed(text.type(name - 1))) {
          names.add(unquoted(text.text(name)));
        }
      }
    }
    return names;
  }

  private static boolean isQueryNext(ScannedText text, int index) {
    int at = text.type(index) == RhoLexer.NOT ? index + 1 : index;
    at += text.type(at) == RhoLexer.MATERIALIZED ? 1 : 0;
    return text.type(at) == RhoLexer.OPEN;
  }

  /** Returns whether a type stands before a name of WITH. */
  private static boolean isListed(int type) {
    return type == RhoLexer.WITH || type == RhoLexer.RECURSIVE || type == RhoLexer.COMMA;
  }

  private static String unquoted(String name) {
    return name.startsWith("\"")
        ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
        : name;
  }
}
