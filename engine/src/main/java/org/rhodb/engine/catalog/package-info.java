/**
 * What exists: models, checkpoints, corpora, runs; and the interfaces through which connectors
 * bring models and texts in.
 *
 * <p>Front doors: {@link org.rhodb.engine.catalog.Catalog}, {@link
 * org.rhodb.engine.catalog.Connectors} for sources. Knows neither how entries are stored nor what
 * is computed from them.
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.catalog;
