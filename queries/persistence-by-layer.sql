-- Question: do universal neurons stay universal from one checkpoint to the next, more than random
--           sets of the same sizes would, and in which layers?
-- Source:   Nandan et al. 2025 (arXiv 2508.00903), persistence P(c -> c'), by layer
-- Needs:    at least two models with the same checkpoints, at least two of them, corpus europarl
-- Expect:   one row a layer and pair of consecutive checkpoints, summed over the models; p_persist
--           above expected says that more stay than by chance. Layers without universal neurons
--           have NULL
-- Time:     one forward pass a model and checkpoint; 80 s of CPU time on the demo study
SELECT
  layer,
  checkpoint,
  next_checkpoint,
  sum(universal) AS universal,
  sum(kept) AS kept,
  sum(gained) AS gained,
  sum(lost) AS lost,
  round(sum(kept) / nullif(sum(universal), 0), 3) AS p_persist,
  round(sum(expected * universal) / nullif(sum(universal), 0), 3) AS expected,
  round(sum(p_final * universal) / nullif(sum(universal), 0), 3) AS p_final
FROM (
  PERSIST (
    SELECT model, checkpoint, layer, neuron
    FROM (
      UNIVERSAL NEURONS OF ALL MODELS ON europarl AT ALL CHECKPOINTS
      BASELINE ORTHOGONAL DRAWS 1 SEED 7
    )
    WHERE excess > 0.2
  ) BY LAYER
)
GROUP BY layer, checkpoint, next_checkpoint
ORDER BY layer, checkpoint;
