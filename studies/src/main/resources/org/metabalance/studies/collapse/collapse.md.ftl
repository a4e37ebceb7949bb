<#-- What study collapse found; the slots are those of CollapseFindings. -->
Average precision (AP) on test rows, mean ± standard error. Natural inner batches, balanced outer
ones, leak ${leak}; every run makes ${updates} updates of theta with Adam, and keeps the epoch with the
best AP on validation rows. As published, predictions are made with theta itself; 'adapted' takes an
inner step first.

<@titles "alpha" "exact" "first-order" "exact - first-order" "exact, adapted" "first-order, adapted"/>
<@rows aps/>

<@figure "collapse-ap">AP against the inner rate</@figure>

<@figure "collapse-decisions">
Where the classifiers of one seed decide, with theta itself; the threshold is tuned on validation rows
</@figure>

## Verdicts

<@verdict>
<#if same>
At alpha 0 both hypergradients give the same results, bit for bit.
<#else>
At alpha 0 the two hypergradients differ, which they must not.
</#if>
</@verdict>
<@verdict>
<#if below?has_content>
First-order is below exact beyond noise at alpha <@alphas below/>.
<#else>
First-order is at no alpha below exact beyond noise.
</#if>
</@verdict>
<#if above?has_content>
<@verdict>
First-order is above exact beyond noise at alpha ${above?map(gap -> gap.alpha)?join(", ")}.
</@verdict>
</#if>
<#list modes as mode>
<@verdict>
<#if mode.worse?has_content>
${mode.name?cap_first} is below what it is at alpha 0, beyond noise, at alpha
${mode.worse?map(gap -> gap.alpha)?join(", ")}.
<#else>
${mode.name?cap_first} is at no alpha below what it is at alpha 0.
</#if>
</@verdict>
</#list>
<#list modes as mode>
<@verdict>
The inner step before predicting helps ${mode.name} beyond noise at
<#if mode.helped?has_content>
alpha <@alphas mode.helped/>.
<#else>
no alpha.
</#if>
</@verdict>
</#list>
<#macro alphas gaps><#list gaps as gap>${gap.alpha} (${gap.difference}, ${gap.p})<#sep>; </#list></#macro>
