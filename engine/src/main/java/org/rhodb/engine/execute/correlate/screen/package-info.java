/**
 * Computes few pairs of many: what is wanted comes in; estimates over a sketch or over rounded
 * tokens rule pairs out, and those that are left go out, computed exactly.
 *
 * <p>Front door: {@link org.rhodb.engine.execute.correlate.screen.ScreenPlanner} weighs the
 * screens, {@link org.rhodb.engine.execute.correlate.screen.ScreenedHits} and {@link
 * org.rhodb.engine.execute.correlate.screen.ScreenedMatches} run one; where too many pairs are
 * left, a wider screen follows, or {@code dense} computes all. Knows neither the operators nor
 * their rows.
 *
 * <h2>Decisions</h2>
 *
 * <ul>
 *   <li>2026-11-23: a query that wants few pairs is screened: a pass leaves a random projection of
 *       each network over tokens ({@link org.rhodb.engine.network.tensor.screen.SketchShape}),
 *       products of projections rule pairs out, a second pass computes the pairs that are left in
 *       float32 with float64 sums. The margin is a proven bound given what was measured ({@code
 *       EstimateMargins}), not the largest error seen: 0.09 at 32,768 rows for 85 million pairs
 *       over 200,000 tokens. Rejected: CountSketch, whose tokens fall into one row each. On two
 *       demo models (131,072 tokens, 1,280 neurons each) its errors are no larger (root mean square
 *       0.0056, largest 0.029 at 32,768 rows), but the bound is 0.12, because single tokens of
 *       large activations share a row with few others.
 *   <li>2026-11-29: the type is chosen by rate, float32 among them: a processor without
 *       instructions for products of 8 bits (Zen 3) runs them at less than 5 G operations/s, and a
 *       screen of 9,216 neurons that takes seconds elsewhere took more than ten minutes there.
 *       Rates that were not measured go by what Linux says of the processor.
 *   <li>2026-11-28: all tokens rounded are a screen, too: their margin is some 0.003 at 200,000
 *       tokens, so few pairs are left even where every best match is asked for; but it holds a byte
 *       a value, and multiplies every token.
 *   <li>A second sweep for best matches estimates only the neurons that are asked for and, where
 *       mutual matches are, their partners; all candidates of a first sweep would be a tenth of all
 *       pairs before it is known who is asked for.
 *   <li>2026-11-29: pairs that may be a best match are kept in the sweep that finds bounds, so that
 *       no estimate is computed twice, where they are few ({@code LikelyMatches}).
 *   <li>2026-11-29: of a neuron that may be wanted only those pairs are computed that are as high
 *       as a wanted one's would have to be, which the bounds of its matches in the other models
 *       tell; of its partners, asked whether the match is mutual, those as high as its own. For
 *       {@code rho > 0.5} of two networks of 1,024 made-up neurons over 20,000 tokens a margin of
 *       0.21 leaves 2,293 pairs of a million, 731,334 without this. Of five networks it still
 *       leaves most where margins are wide: bounds of four matches leave much slack for each, and
 *       every column is some candidate's partner. Of the demo study's models at step 2000 (1,280
 *       neurons, 130,560 tokens) and {@code rho > 0.5} a margin of 0.05 leaves 0.8 % of pairs, 0.1
 *       leaves 7.9 %, 0.15 leaves 39 %; without partners 0.3, 1.8 and 8.7 %. Rejected: computing
 *       the neurons first and then, in a third pass, only the partners of their true matches (0.4,
 *       0.6 and 0.9 % at these margins): it gains where a larger sketch gains more, and nothing at
 *       the margins of large ones.
 *   <li>2026-11-29: considered and not built: exact sums of likely pairs in the first pass, so that
 *       models run once. Pairs would be guessed from the first tokens, and the guess must hold
 *       every pair that the last estimates leave, which lie some 0.07 apart from the first ones at
 *       8,192 rows (4.5 deviations of the difference of two sketches): 2.6 times as many pairs for
 *       {@code rho > t}, five times as many for best matches. For five GPT-2 small and 5 M tokens
 *       that is about 20 M pairs, 6 hours of sums at 4.5 G products/s, to save a pass of 9 hours,
 *       with the float32 sketches of all models held at once.
 *   <li>2026-11-29: the first pass holds activations of as many first tokens as three quarters of
 *       the free memory take, and the second begins behind them, where running models again is
 *       expected to take longer than taking new memory: GPT-2 small gives some 0.2 GB of
 *       activations a second on two cores, new memory came at 0.5 to 0.75 GB/s on a virtual
 *       machine. Rejected: holding them in files, which the disks seen here write at 0.24 GB/s.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package org.rhodb.engine.execute.correlate.screen;
