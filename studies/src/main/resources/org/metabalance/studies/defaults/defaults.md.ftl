<#-- What study defaults found; the slots are those of DefaultsFindings. -->
The default: ${budget}; hidden layers of ${hidden}.

Everything here is measured on validation rows of ${tables} tables, none on test rows. Half of them choose the
epoch as always, by AP, then by log loss; the AP told is that of the other half, by turns. Differences are
paired by table, seed and method, with standard errors. Every training goes on for long; what a shorter one
would have come to is read off on the way.

## Learning rate and width

<@titles "learning rate" widths/>
<@rows grid/>

<@figure "defaults">
Mean AP of plain and class-weights over all tables, trained as long as the default says
</@figure>

<#if network??><@verdict><@choice "The best" network/></@verdict></#if>

metabalance, an update of which takes several times as long, is tried at some widths only.

<@titles "method" "its best learning rate" "width" "AP" "AP at the default"/>
<@rows methods/>

Logistic regression, whose learning rate is ten times this one:

<@titles "learning rate" "AP"/>
<@rows logistic/>

<#if logisticRate??><@verdict><@choice "The best for logistic" logisticRate/></@verdict></#if>

## How long

At the default rate and width, logistic among them; patience is how many updates without a better epoch end a
training.

<@titles "updates at least" "patience" "at most" "AP" "less the default's" "on the worst table" "updates made"/>
<@rows lengths/>

<#if grids??>
## Tuning grids

How often the smallest and the largest learning rate of a method's grid are chosen; updates are those of all
variants.

<@titles "method" "tables" "smallest rate" "largest rate" "updates" "chosen most often"/>
<@rows grids.rows/>

<@verdict>
The edge of a grid is chosen ${grids.edges} times of ${grids.chosen}: the smallest learning rate
${grids.lower} times, the largest ${grids.upper}.
</@verdict>
</#if>
<#macro choice what it>
${what}: learning rate ${it.best}, AP ${it.ap}<#if it.isDefault>, which is the default.<#else>;
${it.parts.difference} ±${it.parts.error} against the default (${it.parts.p}),
${it.beyond?then("beyond", "within")} noise.</#if>
</#macro>
