<#-- What study adult found; the slots are those of AdultFindings. -->
Adult, UCI Machine Learning Repository: both files, without the rows that miss a value; 64 % to train on,
16 % to choose epoch, setting and threshold by, 20 % to test on, all three thinned to the same imbalance.
Every method is trained with ${variants} variants of its settings; network 128-16; the same rule for all:
${budget}.
The oracle is given the small-class rows that were left out of the training part. Tests, and the standard errors
beside them, are corrected for the rows that splits share (Nadeau and Bengio, Machine Learning 52, 2003).

<@figure "adult">
Mean AP on test rows with standard errors, by imbalance
</@figure>

<#list sections as section>
## Imbalance ${section.imbalance}

AP of a random ranking: ${section.random}.

<@titles "method" "AP" "ROC-AUC" "P at recall .75" ".5" ".4" "MCC" "kappa"/>
<@rows section.rows/>

<#if section.simple??>
The best simple method here, by these very results, is ${section.simple}.
</#if>

<#list section.verdicts as it>
<@verdict>
At imbalance ${section.imbalance} ${it.method}
<#if it.parts.pairs lt 2>
has AP ${it.parts.difference} against ${it.other} on one split, which says nothing about noise.
<#else>
is ${outcome(it.parts, "better than", "worse than", "no different from")} ${it.other}:
AP ${it.parts.difference} ±${it.parts.error} over ${it.parts.pairs} splits, ${it.parts.p}.
</#if>
</@verdict>
</#list>
<#if section.gap??>
<@verdict>
At imbalance ${section.imbalance} the oracle gains
<#if section.gap.gained??>
AP ${section.gap.gained} over plain; of that ${section.gap.ours}, the best of the papers' methods, gains
${section.gap.oursPercent} %, and ${section.gap.simple} ${section.gap.simplePercent} %.
<#else>
nothing over plain.
</#if>
</@verdict>
</#if>

</#list>
