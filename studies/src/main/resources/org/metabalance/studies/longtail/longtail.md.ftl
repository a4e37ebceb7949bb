<#-- What study longtail found; the slots are those of LongTailFindings. -->
## What was done

<#list sources as source>
- ${source}
</#list>
<#if missing??>
- Left out: CIFAR-10, as ${missing}.
</#if>

A fold puts a fifth of the images of every class aside to select on, and thins both parts: *IR 100* is a long tail
whose largest class is a hundred times its smallest, in the order of the classes; *severe* and *moderate* are the
counts of MetaBalance's experiments on CIFAR-10 (arXiv 2106.09643), of the large class as many as the fold has.
The part to select on keeps ${least} images of a class where there are so many. That is more than such imbalance
leaves to anybody; with one or two, epochs and settings would be chosen by chance. Images are shifted and flipped at
random while they are learned from. Nothing is chosen on the test images: the epoch, and of ${variants} variants of
every method the best, by mean average precision on the part to select on.

All methods have the same images and make equally many updates. The small network:
${smallBudget}; the large one: ${largeBudget}.

- The loss of `balanced-softmax` is that of logit adjustment with tau 1, and is tuned by
  six learning rates. `logit-adjustment` is tuned in tau too.
- `learning-to-reweight` and `meta-weight-net` take a small balanced meta set out of their training images. `plain`
  is the control *plain on train + meta set*: it trains on both together. `plain-without-meta-set` trains on what is
  left to those methods.

**Which test.** Every fold is tested on the same images, so a t test over seeds would hold for these alone, and
Nadeau and Bengio's correction (Machine Learning 52, 2003), which is for random splits with test parts of their own,
does not describe it. Two variances are added instead: that of the mean difference over the seeds, which tells how
training and the draw of its images vary, and that of its mean over the test images, class by class; degrees of
freedom by Welch and Satterthwaite. Images that two imbalances have in common count once. What folds share of
their training images is not corrected for. p-values are corrected for how many comparisons stand together (Holm);
* marks those below 0.05.

<#list networks as net>
## ${net.large?then("The large network", "The small network")}, ${net.network}

<@figure net.figure>
Accuracy of ${net.network} on all test images and by group of classes<#if 1 lt net.sets>, means over
${net.sets} imbalanced sets</#if>
</@figure>

<#if 1 lt net.sets>
Means over ${net.sets} imbalanced sets, and differences to plain training:

<@columns/>
<@rows net.overall/>

</#if>
<#if net.meta??>
Meta sets have ${net.meta} images of every class.

</#if>
<#if net.seeds lt 2>
One seed says nothing about noise: differences have no p-values.

<#else>
<#list net.plain as it>
<@compared net it/>
</#list>
<#list net.pairs as it>
<@compared net it/>
</#list>
<#if net.trade??>
<@verdict>
With ${net.network} ${net.trade.above?size} of ${net.trade.methods} methods are above plain training in the tail
beyond noise<#if net.trade.above?has_content> (${net.trade.above?join(", ")}); of these
${net.trade.below?size} are below it in the head<#if net.trade.below?has_content>
(${net.trade.below?join(", ")})</#if></#if>.
</@verdict>
</#if>
</#if>

<#list net.sections as section>
### ${section.title}, ${net.network}

Training images: ${section.counts}; to select on: ${section.validation}. ${section.groups?cap_first}.

<@columns/>
<@rows section.rows/>

<@figure section.figure>
Accuracy by class, the largest class first
</@figure>

</#list>
<#if net.choices?has_content>
### What was chosen, ${net.network}

<@titles "method" "settings, and how often each was the best"/>
<#list net.choices as choice>
<@row choice.method choice.settings?join("; ")/>
</#list>

</#if>
</#list>
<#macro columns>
<@titles "method" "all" "head" "middle" "tail" "all, minus plain" "tail, minus plain"/>
</#macro>
<#macro compared net it>
<@verdict>
With ${net.network} **${it.method}** against ${it.other}: <@outcomes it.all/> in accuracy on all images; in the
tail <@outcomes it.tail/>.
</@verdict>
</#macro>
<#macro outcomes it><#if it.pairs == 0>no pairs<#else>${outcome(it, "better", "worse", "no difference beyond noise")}
(${it.difference} ±${it.error}, ${it.p})</#if></#macro>
