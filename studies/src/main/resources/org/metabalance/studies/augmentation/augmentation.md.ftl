<#-- What study augmentation found; the slots are those of AugmentationFindings. -->
Average precision (AP) on test rows, mean ± standard error over seeds. Every run makes ${updates} updates of
the same network with the same optimizer and keeps the epoch with the best AP on validation rows. 'egl'
learns the positions of the points, 'egl-weights' how much they count, 'egl-both' both; 'egl-static' trains
with the same points as they begin (SMOTE's); 'oracle' with as many real rows of the minority instead.

<#list problems as problem>
## ${problem.name}

<@titles "method" irs?map(ir -> "IR " + ir)/>
<@rows problem.rows/>

</#list>
<@figure "augmentation-ap">AP against the imbalance ratio</@figure>

<@figure "augmentation-differences">
AP minus that of the same points not learned, on the same seeds, with the standard error of the difference
</@figure>

## Mean over problems

The AP of a seed is averaged over all problems and ratios; differences are paired by seed, * marks those
beyond noise.

<@titles "method" "AP" "minus egl-static" "minus plain" "minus fresh noise"/>
<@rows means/>

## Differences, problem by problem

<#list controls as control>
<@titles "minus ${control.name}" "IR" learned/>
<@rows control.rows/>

</#list>
* beyond noise: paired t test, p < 0.05. Of so many comparisons one in twenty is there by chance.

<#if drawn["augmentation-points"]??>
<@figure "augmentation-points">
Points before and after learning, with real rows of the minority and some of the majority, circles at IR
${drawnIr}
</@figure>
</#if>

## Verdicts

<#list comparisons as it>
<@verdict>
${it.method} against ${it.other}: in the mean over problems
${outcome(it.mean, "above", "below", "not different")} beyond noise, ${it.difference};
above it on ${places(it.above)}; below it on ${places(it.below)}.
</@verdict>
</#list>
<#list shares as share>
<@verdict>
${share.method} brings ${share.percent} % of what as many real rows bring over the points as they begin.
</@verdict>
</#list>
<@verdict>The best mean AP without the oracle has ${best}.</@verdict>
<#function places names><#return names?has_content?then(names?join(", "), "none")></#function>
