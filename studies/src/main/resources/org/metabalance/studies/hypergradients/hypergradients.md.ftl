<#-- What study hypergradients found; the slots are those of HypergradientsFindings. -->
## Time and memory

One replay of a compiled program, on one thread, in F32: inner steps of a network 2-32-32-1 on 128 rows,
the outer loss on 128 rows, and the gradient with respect to all weights. Conjugate gradients and
Neumann's series have a proximal weight of 1.

<#if busy??>
Times are left out: ${busy}. Run the study in a new folder on a quiet machine to have them.
<#else>
Microseconds, the median of the least disturbed round<#if otherLoad??>; meanwhile other processes had at most
${otherLoad} % of the processors</#if>:

<@table time/>

<@figure "hypergradients-time">Time of a replay against the inner steps</@figure>
</#if>

Memory of the program's intermediate results, in KB; the last column is the exponent of its growth with
the steps, fitted from ${fittedFrom} steps on:

<@titles "solver" titled(memory.steps) "exponent"/>
<#list memory.rows as cells>
<@row cells costs[cells?index].exponent/>
</#list>

<@figure "hypergradients-memory">Memory of intermediate results against the inner steps</@figure>

## Error against the exact gradient of the unrolled steps

Relative error |g - exact| / |exact|: what a solver leaves out of the derivative, on the same network and
on one with tanh for relu. In F64:

<#list unrolled as errors>
${errors.activation}:

<@table errors.grid/>

<@figure "hypergradients-unrolled-error-${errors.activation}">
Error against the exact gradient of the unrolled steps, ${errors.activation}, F64
</@figure>

</#list>
In F32 with relu, against the exact gradient in F64, so with rounding:

<@table rounded/>

## Error against the gradient at the inner solution

Another question: how far from the gradient at the *solution* of the inner problem, which inner steps only
approach. Regularised least squares with 20 parameters and proximal weight ${proximal}, where that gradient
has a closed form; F64. Here 'exact' is the exact gradient of the unrolled steps.

<@table implicit/>

What the implicit solvers say of themselves: the residual of their linear system, which inner steps do
not change much, and how far the inner gradient has fallen:

<@table residual/>

<@table innerGradient/>

<@figure "hypergradients-implicit-error">
Error against the closed form at the inner solution, F64
</@figure>

## Verdicts

<#list costs as cost>
<@verdict>
${cost.solver}: memory grows with the steps to the power ${cost.exponent};
<#if cost.solver == "exact">
${most} steps take <#if cost.time??>${cost.time} microseconds and </#if>${cost.memory} KB.
<#else>
with ${most} steps it needs ${cost.memory} times the memory of exact<#if cost.time??> and ${cost.time} times
the time</#if><@leftOut cost/>.
</#if>
</@verdict>
</#list>
<#list distances as distance>
<@verdict>
${distance.solver}: ${distance.first} from the gradient at the inner solution after ${fewest} inner
step<#if fewest != 1>s</#if>, ${distance.last} after ${most}.
</@verdict>
</#list>
<#-- What a solver of the unrolled gradient leaves out; implicit ones have no such error. -->
<#macro leftOut cost>
<#if cost.bitwise>
; in F64 the same bits as exact<#t>
<#elseif cost.relu??>
; in F64 its gradient is off by up to ${cost.relu} (relu) and ${cost.tanh} (tanh)<#t>
</#if>
</#macro>
<#macro table grid>
<@titles "solver" titled(grid.steps)/>
<@rows grid.rows/>
</#macro>
<#function titled steps><#return steps?map(k -> "K = " + k)></#function>
