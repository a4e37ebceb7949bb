<#-- What study related found; the slots are those of RelatedFindings. -->
## Claims

Criteria were set before the run, most of them after smaller runs elsewhere, on digits. A point is a hundredth;
± is a standard error over the seeds, whose test images are the same: it does not tell what other images would
change. *Within noise* means nearer to the criterion than two standard errors. On images and tables every method is
tuned by ${variants} variants of its settings and makes the same updates, on graphs and with wrong labels each is as
it is by default.

| system | claim | criterion | measured | holds? |
|---|---|---|---|---|
<#list systems as it><@row it.system it.claim it.criterion it.measured it.holds/></#list>

<@verdict>
The criterion is met by ${holding} of the ${measured} systems that were measured, of ${systems?size}.
</@verdict>

What they are compared with:

| method | claim | criterion | measured | holds? |
|---|---|---|---|---|
<#list others as it><@row it.system it.claim it.criterion it.measured it.holds/></#list>

<#list missing as part>
- Not here: ${part}.
</#list>

<#list sections as section>
## Part ${section.name}

${section.text} Seeds: ${section.seeds}. p-values are of a paired t test over the seeds, corrected for how many stand
in a column (Holm); * marks those below 0.05.

<@figure section.figure>
All methods of part ${section.name}
</@figure>

<@titles section.columns/>
<@rows section.rows/>

</#list>
