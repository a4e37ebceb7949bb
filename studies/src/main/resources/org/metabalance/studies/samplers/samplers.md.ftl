<#-- What study samplers found; the slots are those of SamplerGridFindings. -->
AP on test rows of MetaBalance (exact, one inner step) with each pair of samplers; the last row and column
are means. Every cell is trained by the same rule, and so is plain training on the same splits:
${budget}.

<#list sections as section>
## ${section.title}

<@figure section.file>AP by the samplers of the inner and the outer view, ${section.title}</@figure>

<@titles "inner / outer" names/>
<@rows section.rows/>

<#if section.verdicts??>
<@verdicts section.title section.verdicts/>
</#if>

</#list>
<#macro verdicts title it>
<@verdict>${title}: plain training: AP ${it.plain}.</@verdict>
<@verdict>
${title}: of ${it.pairs} pairs ${it.above} have a larger mean AP than plain training; ${it.better} are
better and ${it.worse} worse beyond noise (t tests corrected for splits that share rows, Nadeau and Bengio
2003, not for how many there are: of either kind up to ${it.chance} come by chance).
</@verdict>
<@verdict>
${title}: the five best pairs, inner / outer:
<#list it.best as pair>${pair.inner} / ${pair.outer} ${pair.ap}<#sep>; </#list>.
</@verdict>
<@verdict>
${title}: over all outer views the best inner view is ${it.inner.best} (${it.inner.bestAp}), the worst
${it.inner.worst} (${it.inner.worstAp}); over all inner views the best outer view is ${it.outer.best}
(${it.outer.bestAp}), the worst ${it.outer.worst} (${it.outer.worstAp}): the
${it.outerMatters?then("outer", "inner")} view matters more.
</@verdict>
<#list it.told as pair>
<@verdict>
${title}: ${pair.inner} / ${pair.outer} against plain: AP ${pair.parts.difference} ±${pair.parts.error},
p = ${pair.p}.
</@verdict>
</#list>
</#macro>
