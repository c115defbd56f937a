/**
 * YAML in which every key and value knows its place: front matter of saved queries, and the user's
 * profiles.
 *
 * <p>Front door: {@link org.rhodb.shell.yaml.YamlText}. This room is the sole importer of the YAML
 * library.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: YAML is read to nodes with marks and each key by hand, not bound to classes: an
 *       unknown key, a wrong type and a bad value all point at their own characters in the file.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.shell.yaml;
