package org.metabalance.nn.loss;

/**
 * What a weighted sum of losses is divided by. Without weights the two agree; with weights they
 * differ by the mean weight, which changes the effective learning rate from batch to batch, so the
 * literature's results depend on which one a paper used.
 */
public enum Normalization {
    /**
     * The sum of the weights. Class weights in PyTorch's CrossEntropyLoss; the class-imbalance version
     * of Meta-Weight-Net (arXiv 1902.07379); the weighted loss of learned contributions (arXiv
     * 2202.10550). A batch whose weights sum to 0 has loss 0.
     */
    WEIGHT_SUM,
    /**
     * The number of examples. The class-balanced loss (arXiv 1901.05555), CDB (arXiv 2010.01824),
     * PyTorch's BCEWithLogitsLoss, and its CrossEntropyLoss with soft labels.
     */
    BATCH_SIZE
}
