<#--
  The frame of every report, and what reports are written with. A study's own part stands in findings.
-->
<#-- Titles of a table, the first to the left and the others to the right; a list stands for its elements. -->
<#macro titles cells...>
<@row cells/>
|---<#list flat(cells)[1..] as cell>|--:</#list>|
</#macro>
<#-- A row of a table, likewise. -->
<#macro row cells...>
<#list flat(cells) as cell>| ${cell?string?replace("|", "\\|")} </#list>|
</#macro>
<#-- Rows, each a list. -->
<#macro rows all><#list all as cells><@row cells/></#list></#macro>
<#function flat cells>
  <#local all = []>
  <#list cells as cell><#local all = all + cell?is_sequence?then(flat(cell), [cell])></#list>
  <#return all>
</#function>
<#-- A figure with its caption; what it shows in a sentence stands in its place where it is not seen. -->
<#macro figure name>
<#local caption><#nested></#local>
<#local caption = caption?trim?replace("\\s*\\n\\s*", " ", "r")>
<#if drawn[name]?has_content>
![${drawn[name]?replace("[\\[\\]]", "", "r")}](${name}.svg)

${caption}
<#else>
(The figure ${name} could not be drawn here.)
</#if>
</#macro>
<#-- One of three words: for a difference that is better or worse beyond noise, or neither. -->
<#function outcome parts better worse neither>
  <#if parts.better><#return better></#if>
  <#if parts.worse><#return worse></#if>
  <#return neither>
</#function>
# Study: ${study}

${summary}

```sh
${command}
```

<#include findings>

## Trials

${endedWell} of ${trials} trials ended well. Each is a line of `${log}`, which the command leaves beside its report; the numbers above are in
[${study}.json](${study}.json).

<#list failures as failure>
- ${failure.trial} failed: ${failure.reason}
</#list>
