<#-- What study tabular found; the slots are those of TabularFindings. -->
## Data

<@titles "table" "rows" "smallest class" "largest / smallest" "AP of a random ranking"/>
<@rows tables/>

<#if noTrees??>
- No boosted trees: XGBoost cannot run here, ${noTrees}
</#if>
<#list skipped as reason>
- Left out: ${reason}
</#list>

${splits} of every table: 60 % of the rows to train on, 20 % to choose epoch, setting and threshold by, 20 %
to test on, once. Each method is trained with ${variants} variants of its settings, and the one with the best AP on
the middle part is tested. All networks begin at the same weights and are trained by the same rule:
${budget}.

<#if !ranked??>
No table has a result of every method: nothing can be ranked.
<#else>
<@ranks ranked.byPrecision "average precision" "ranks-ap"/>

<#if ranked.verdicts??>
## Verdicts, by average precision

Tests over the splits of a table, and the standard errors beside them, are corrected for the rows that splits
share (Nadeau and Bengio, Machine Learning 52, 2003).

<@verdicts ranked.verdicts/>
</#if>

## Average precision

<#if drawn["ap"]??>
<@figure "ap">Mean AP on test rows with standard errors, table by table</@figure>
</#if>

<@values ranked.byPrecision/>

<@ranks ranked.byArea "ROC-AUC" "ranks-roc-auc"/>

## ROC-AUC

<@values ranked.byArea/>

## Decisions and calibration, means over the tables

<@titles "method" "bal. accuracy" "G-mean" "F1" "MCC" "kappa" "Brier" "ECE" "updates"/>
<@rows ranked.others/>

Updates of all variants together.

## What was chosen

<@titles "method" "settings, and how often each was the best"/>
<#list ranked.choices as choice>
<@row choice.method choice.settings?has_content?then(choice.settings?join("; "), "as published")/>
</#list>
</#if>
<#-- One table or one method has no ranks to speak of. -->
<#macro ranks metric name file>
<#if metric.tests??>
<#local tests = metric.tests>
## Mean ranks by ${name}

<@figure file>
Mean ranks by ${name}; a bar joins methods of which no two differ beyond noise
</@figure>

Friedman's test over ${tests.tables} tables: chi-squared ${tests.chiSquared}, p = ${tests.chiSquaredP}; Iman
and Davenport's F ${tests.f}, p = ${tests.fP}: the methods ${tests.differ?then("are not", "may be")} all the
same. Pair by pair, ${tests.different} of ${tests.pairs} differ beyond noise.
<#if tests.few>
(With fewer than six tables the signed-rank test cannot find a difference, however clear: see the tables
one by one.)
</#if>
</#if>
</#macro>
<#macro values metric>
<@titles "method" "mean rank" ranked.columns "mean" "best on"/>
<#list metric.values as value>
<@row value.method + value.reference?then(" (reference)", "") value.rank value.cells value.mean value.best/>
</#list>
</#macro>
<#macro verdicts it>
<#if it.simple??>
The simple method with the best mean rank is ${it.simple.method} (${it.simple.rank}). It is chosen by these
very results, which flatters it.

<#list it.simple.papers as paper>
<@against paper/>
</#list>
</#if>
<#list it.metaSets as method>

${method.method} takes a small balanced set out of the training rows; plain trains on both together, the
control that tells whether that was worth it:

<@against method/>
</#list>
<#if it.trees??>
<@against it.trees/>
</#if>
<#if it.chosen??>
<@verdict>
Choosing, on every split, the method with the best AP on the validation part gives a test AP of
${it.chosen.ap}; always plain gives ${it.chosen.plain}.
</@verdict>
</#if>
</#macro>
<#macro against it>
<@verdict>
**${it.method}** against ${it.other}:
<#if it.single??>
AP ${it.single.difference} ±${it.single.error} over ${it.single.pairs} splits, ${it.single.p}:
${outcome(it.single, "better", "worse", "no difference beyond noise")}.
<#else>
AP ${it.several.mean} on average, larger on ${it.several.larger} of ${it.several.tables}
tables<#if it.several.tested>; better beyond noise on ${some(it.several.better)}, worse on
${some(it.several.worse)} (t test over the splits of a table)</#if>.
<#if it.several.overall??>
<#local all = it.several.overall>
Over all tables, ranks ${all.rank} and ${all.otherRank}: ${all.different?then("different", "no difference")}
beyond noise (p = ${all.p}, corrected ${all.corrected}).
</#if>
</#if>
</@verdict>
</#macro>
<#-- How many, and which if they are few. -->
<#function some names>
  <#return names?size?c + (0 < names?size && names?size <= 4)?then(" (" + names?join(", ") + ")", "")>
</#function>
