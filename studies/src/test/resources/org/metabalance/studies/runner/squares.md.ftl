<@titles "x" "x | x"/>
<#list squares as square>
<@row square.x square.y/>
</#list>

- one
<@verdict>two,
  which is more</@verdict>

<#if drawn.chart??>
<@figure "chart">
Squares
</@figure>
</#if>
