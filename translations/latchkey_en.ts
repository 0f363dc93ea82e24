<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActivityInspector</name>
    <message numerus="yes">
        <source>%1 %Ln keys</source>
        <comment>Change, Delete</comment>
        <translation>
            <numerusform>%1 %Ln key</numerusform>
            <numerusform>%1 %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answer: HTTP %1, %2, %3 ms, left this computer %Ln times</source>
        <translation>
            <numerusform>Answer: HTTP %1, %2, %3 ms, left this computer once</numerusform>
            <numerusform>Answer: HTTP %1, %2, %3 ms, left this computer %Ln times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln agents</source>
        <comment>Change, Delete</comment>
        <translation>
            <numerusform>%1 %Ln agent</numerusform>
            <numerusform>%1 %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %Ln scans</source>
        <comment>Cancel scan, Delete scan</comment>
        <translation>
            <numerusform>%1: %Ln scan</numerusform>
            <numerusform>%1: %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %Ln web apps</source>
        <comment>Change, Delete</comment>
        <translation>
            <numerusform>%1 %Ln web app</numerusform>
            <numerusform>%1 %Ln web apps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message numerus="yes">
        <source>Plan %1: undo of %Ln changes</source>
        <translation>
            <numerusform>Plan %1: undo of %Ln change</numerusform>
            <numerusform>Plan %1: undo of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plan %1: %Ln changes</source>
        <translation>
            <numerusform>Plan %1: %Ln change</numerusform>
            <numerusform>Plan %1: %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln done</source>
        <translation>
            <numerusform>%Ln done</numerusform>
            <numerusform>%Ln done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need a decision</source>
        <translation>
            <numerusform>%Ln needs a decision</numerusform>
            <numerusform>%Ln need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unknown</source>
        <translation>
            <numerusform>%Ln unknown</numerusform>
            <numerusform>%Ln unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>%Ln left</numerusform>
            <numerusform>%Ln left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cancelled</source>
        <translation>
            <numerusform>%Ln cancelled</numerusform>
            <numerusform>%Ln cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait for the agent</source>
        <translation>
            <numerusform>%Ln waits for the agent</numerusform>
            <numerusform>%Ln wait for the agent</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message numerus="yes">
        <source>of %Ln plans</source>
        <translation>
            <numerusform>of %Ln plan</numerusform>
            <numerusform>of %Ln plans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln plans are hidden by it.</source>
        <translation>
            <numerusform>%Ln plan is hidden by it.</numerusform>
            <numerusform>%Ln plans are hidden by it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes are left. Nothing is sent until you resume it.</source>
        <translation>
            <numerusform>%Ln change is left. Nothing is sent until you resume it.</numerusform>
            <numerusform>%Ln changes are left. Nothing is sent until you resume it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries, head %1.</source>
        <translation>
            <numerusform>%Ln entry, head %1.</numerusform>
            <numerusform>%Ln entries, head %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgentActions</name>
    <message numerus="yes">
        <source>uninstalling of %Ln agents</source>
        <translation>
            <numerusform>uninstalling of %Ln agent</numerusform>
            <numerusform>uninstalling of %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on %Ln agents</source>
        <extracomment>%1 is &quot;Activate FIM, Deactivate PM&quot;</extracomment>
        <translation>
            <numerusform>%1 on %Ln agent</numerusform>
            <numerusform>%1 on %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents are too many for one plan. Filter to at most %1 and select those.</source>
        <translation>
            <numerusform>%Ln agent is too many for one plan. Filter to at most %1 and select those.</numerusform>
            <numerusform>%Ln agents are too many for one plan. Filter to at most %1 and select those.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Start %1 on %Ln agents</source>
        <extracomment>%1 is a kind of scan</extracomment>
        <translation>
            <numerusform>Start %1 on %Ln agent</numerusform>
            <numerusform>Start %1 on %Ln agents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgentInspector</name>
    <message numerus="yes">
        <source>discard of %Ln changes</source>
        <translation>
            <numerusform>discard of %Ln change</numerusform>
            <numerusform>discard of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln selected</source>
        <translation>
            <numerusform>of %Ln selected</numerusform>
            <numerusform>of %Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>%Ln agent</numerusform>
            <numerusform>%Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Silent for %Ln days. Switching modules off takes effect only when it calls in; uninstalling removes the record and its licences at once.</source>
        <translation>
            <numerusform>Silent for %Ln day. Switching modules off takes effect only when it calls in; uninstalling removes the record and its licences at once.</numerusform>
            <numerusform>Silent for %Ln days. Switching modules off takes effect only when it calls in; uninstalling removes the record and its licences at once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln packages</source>
        <translation>
            <numerusform>%Ln package</numerusform>
            <numerusform>%Ln packages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln active</source>
        <comment>agents</comment>
        <translation>
            <numerusform>%Ln active</numerusform>
            <numerusform>%Ln active</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents are left out: %1</source>
        <translation>
            <numerusform>%Ln agent is left out: %1</numerusform>
            <numerusform>%Ln agents are left out: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgentsPane</name>
    <message numerus="yes">
        <source>of %Ln agents</source>
        <translation>
            <numerusform>of %Ln agent</numerusform>
            <numerusform>of %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents are hidden by it.</source>
        <translation>
            <numerusform>%Ln agent is hidden by it.</numerusform>
            <numerusform>%Ln agents are hidden by it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents were left out.</source>
        <translation>
            <numerusform>%Ln agent was left out.</numerusform>
            <numerusform>%Ln agents were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents were left out. The filter is:refused lists them.</source>
        <translation>
            <numerusform>%Ln agent was left out. The filter is:refused lists it.</numerusform>
            <numerusform>%Ln agents were left out. The filter is:refused lists them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgentsSheet</name>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>%Ln agent</numerusform>
            <numerusform>%Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents listed; the key&apos;s own count says %1, which is known to lag.</source>
        <translation>
            <numerusform>%Ln agent listed; the key&apos;s own count says %1, which is known to lag.</numerusform>
            <numerusform>%Ln agents listed; the key&apos;s own count says %1, which is known to lag.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkKeyForm</name>
    <message numerus="yes">
        <source>of %Ln selected</source>
        <translation>
            <numerusform>of %Ln selected</numerusform>
            <numerusform>of %Ln selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %Ln</source>
        <comment>of the chosen keys</comment>
        <translation>
            <numerusform>on %Ln</numerusform>
            <numerusform>on %Ln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln different, kept unless edited</source>
        <translation>
            <numerusform>%Ln tag, kept unless edited</numerusform>
            <numerusform>%Ln different, kept unless edited</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyActions</name>
    <message numerus="yes">
        <source>disabling of %Ln keys</source>
        <translation>
            <numerusform>disabling of %Ln key</numerusform>
            <numerusform>disabling of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>enabling of %Ln keys</source>
        <translation>
            <numerusform>enabling of %Ln key</numerusform>
            <numerusform>enabling of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of owner of %Ln keys</source>
        <translation>
            <numerusform>change of owner of %Ln key</numerusform>
            <numerusform>change of owner of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on for %Ln keys</source>
        <translation>
            <numerusform>%1 on for %Ln key</numerusform>
            <numerusform>%1 on for %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 off for %Ln keys</source>
        <translation>
            <numerusform>%1 off for %Ln key</numerusform>
            <numerusform>%1 off for %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletion of %Ln keys</source>
        <translation>
            <numerusform>deletion of %Ln key</numerusform>
            <numerusform>deletion of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of tags of %Ln keys</source>
        <translation>
            <numerusform>change of tags of %Ln key</numerusform>
            <numerusform>change of tags of %Ln keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyChooser</name>
    <message numerus="yes">
        <source>room for %Ln more</source>
        <comment>agents</comment>
        <translation>
            <numerusform>room for %Ln more</numerusform>
            <numerusform>room for %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %Ln agents to another key</source>
        <translation>
            <numerusform>Move %Ln agent to another key</numerusform>
            <numerusform>Move %Ln agents to another key</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyHead</name>
    <message numerus="yes">
        <source>%Ln staged</source>
        <translation>
            <numerusform>%Ln staged</numerusform>
            <numerusform>%Ln staged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>%Ln agent</numerusform>
            <numerusform>%Ln agents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyInspector</name>
    <message numerus="yes">
        <source>Also change the %Ln agents that use it</source>
        <translation>
            <numerusform>Also change the one agent that uses it</numerusform>
            <numerusform>Also change the %Ln agents that use it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln activation keys</source>
        <translation>
            <numerusform>%Ln activation key</numerusform>
            <numerusform>%Ln activation keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also change the %Ln agents that use them</source>
        <translation>
            <numerusform>Also change the one agent that uses them</numerusform>
            <numerusform>Also change the %Ln agents that use them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of %Ln keys</source>
        <translation>
            <numerusform>change of %Ln key</numerusform>
            <numerusform>change of %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys</source>
        <translation>
            <numerusform>%Ln key</numerusform>
            <numerusform>%Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard of %Ln changes</source>
        <translation>
            <numerusform>discard of %Ln change</numerusform>
            <numerusform>discard of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes %Ln keys</source>
        <translation>
            <numerusform>Changes %Ln key</numerusform>
            <numerusform>Changes %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys cannot take this and are left out: %1</source>
        <translation>
            <numerusform>%Ln key cannot take this and is left out: %1</numerusform>
            <numerusform>%Ln keys cannot take this and are left out: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys are staged to be deleted and are left out.</source>
        <translation>
            <numerusform>%Ln key is staged to be deleted and is left out.</numerusform>
            <numerusform>%Ln keys are staged to be deleted and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyTexts</name>
    <message numerus="yes">
        <source>%1; %Ln of %2 modules</source>
        <extracomment>%1 is a list such as &quot;VM, FIM&quot;, %2 is how many slots the strip has</extracomment>
        <translation>
            <numerusform>%1; %Ln of %2 modules</numerusform>
            <numerusform>%1; %Ln of %2 modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired %Ln days ago, %1</source>
        <translation>
            <numerusform>Expired %Ln day ago, %1</numerusform>
            <numerusform>Expired %Ln days ago, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %Ln days, %1</source>
        <translation>
            <numerusform>Expires in %Ln day, %1</numerusform>
            <numerusform>Expires in %Ln days, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeysPane</name>
    <message numerus="yes">
        <source>%Ln keys were left out: %1</source>
        <translation>
            <numerusform>%Ln key was left out: %1</numerusform>
            <numerusform>%Ln keys were left out: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %Ln activation keys</source>
        <translation>
            <numerusform>of %Ln activation key</numerusform>
            <numerusform>of %Ln activation keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys were left out: they are staged to be deleted.</source>
        <translation>
            <numerusform>%Ln key was left out: it is staged to be deleted.</numerusform>
            <numerusform>%Ln keys were left out: they are staged to be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was staged: %Ln keys cannot take it: %1</source>
        <translation>
            <numerusform>Nothing was staged: %Ln key cannot take it: %1</numerusform>
            <numerusform>Nothing was staged: %Ln keys cannot take it: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LaunchSheet</name>
    <message numerus="yes">
        <source>Stage %Ln launches</source>
        <translation>
            <numerusform>Stage %Ln launch</numerusform>
            <numerusform>Stage %Ln launches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scan %Ln web apps</source>
        <translation>
            <numerusform>Scan %Ln web app</numerusform>
            <numerusform>Scan %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them are locked to their default scanner and keep it.</source>
        <translation>
            <numerusform>%Ln of them is locked to its default scanner and keeps it.</numerusform>
            <numerusform>%Ln of them are locked to their default scanner and keep it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have no record and are scanned as by an anonymous visitor.</source>
        <translation>
            <numerusform>%Ln of them has no record and is scanned as by an anonymous visitor.</numerusform>
            <numerusform>%Ln of them have no record and are scanned as by an anonymous visitor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of them have several records and no default: the first one is used.</source>
        <translation>
            <numerusform>%Ln of them has several records and no default: the first one is used.</numerusform>
            <numerusform>%Ln of them have several records and no default: the first one is used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>launch of %Ln scans</source>
        <translation>
            <numerusform>launch of %Ln scan</numerusform>
            <numerusform>launch of %Ln scans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListState</name>
    <message numerus="yes">
        <source>Stopped after %Ln rows.</source>
        <translation>
            <numerusform>Stopped after %Ln row.</numerusform>
            <numerusform>Stopped after %Ln rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys are hidden by the filter “%1”.</source>
        <translation>
            <numerusform>%Ln key are hidden by the filter “%1”.</numerusform>
            <numerusform>%Ln keys are hidden by the filter “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln requests were already sent; their results are waited for.</source>
        <translation>
            <numerusform>%Ln request was already sent; its result is waited for.</numerusform>
            <numerusform>%Ln requests were already sent; their results are waited for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys are nearly full or end soon</source>
        <translation>
            <numerusform>%Ln key is nearly full or ends soon</numerusform>
            <numerusform>%Ln keys are nearly full or end soon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes need a decision</source>
        <translation>
            <numerusform>%Ln change needs a decision</numerusform>
            <numerusform>%Ln changes need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes verified</source>
        <translation>
            <numerusform>%Ln change verified</numerusform>
            <numerusform>%Ln changes verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln refused</source>
        <translation>
            <numerusform>%Ln refused</numerusform>
            <numerusform>%Ln refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln need a decision</source>
        <translation>
            <numerusform>%Ln needs a decision</numerusform>
            <numerusform>%Ln need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cancelled</source>
        <translation>
            <numerusform>%Ln cancelled</numerusform>
            <numerusform>%Ln cancelled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln wait for the agent to call in</source>
        <translation>
            <numerusform>%Ln waits for the agent to call in</numerusform>
            <numerusform>%Ln wait for the agent to call in</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewRow</name>
    <message numerus="yes">
        <source>Delete %Ln keys</source>
        <translation>
            <numerusform>Delete %Ln key</numerusform>
            <numerusform>Delete %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln keys</source>
        <translation>
            <numerusform>Change %Ln key</numerusform>
            <numerusform>Change %Ln keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %Ln more</source>
        <translation>
            <numerusform>%1 and %Ln more</numerusform>
            <numerusform>%1 and %Ln more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents still use it</source>
        <translation>
            <numerusform>%Ln agent still uses it</numerusform>
            <numerusform>%Ln agents still use it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln requests</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also changes the %Ln agents that use it. This cannot be recalled.</source>
        <translation>
            <numerusform>Also changes the one agent that uses it. This cannot be recalled.</numerusform>
            <numerusform>Also changes the %Ln agents that use it. This cannot be recalled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln scans</source>
        <translation>
            <numerusform>Delete %Ln scan</numerusform>
            <numerusform>Delete %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancel %Ln scans</source>
        <translation>
            <numerusform>Cancel %Ln scan</numerusform>
            <numerusform>Cancel %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Uninstall %Ln agents</source>
        <translation>
            <numerusform>Uninstall %Ln agent</numerusform>
            <numerusform>Uninstall %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln agents</source>
        <translation>
            <numerusform>Change %Ln agent</numerusform>
            <numerusform>Change %Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln web apps</source>
        <translation>
            <numerusform>Delete %Ln web app</numerusform>
            <numerusform>Delete %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %Ln web apps</source>
        <translation>
            <numerusform>Change %Ln web app</numerusform>
            <numerusform>Change %Ln web apps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSheet</name>
    <message numerus="yes">
        <source>Review the undo of %Ln changes</source>
        <translation>
            <numerusform>Review the undo of %Ln change</numerusform>
            <numerusform>Review the undo of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %Ln changes</source>
        <translation>
            <numerusform>Review %Ln change</numerusform>
            <numerusform>Review %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>new keys</source>
        <translation>
            <numerusform>new key</numerusform>
            <numerusform>new keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keys changed</source>
        <translation>
            <numerusform>key changed</numerusform>
            <numerusform>keys changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keys disabled</source>
        <translation>
            <numerusform>key disabled</numerusform>
            <numerusform>keys disabled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keys deleted</source>
        <translation>
            <numerusform>key deleted</numerusform>
            <numerusform>keys deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>left out</source>
        <translation>
            <numerusform>left out</numerusform>
            <numerusform>left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln requests</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo is possible for all %Ln changes.</source>
        <translation>
            <numerusform>Undo is possible for this change.</numerusform>
            <numerusform>Undo is possible for all %Ln changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes cannot be undone.</source>
        <translation>
            <numerusform>%Ln change cannot be undone.</numerusform>
            <numerusform>%Ln changes cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln keys will be deleted for good.</source>
        <translation>
            <numerusform>%Ln key will be deleted for good.</numerusform>
            <numerusform>%Ln keys will be deleted for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %Ln changes</source>
        <translation>
            <numerusform>Apply %Ln change</numerusform>
            <numerusform>Apply %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>agents get modules</source>
        <translation>
            <numerusform>agent gets modules</numerusform>
            <numerusform>agents get modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>agents lose modules</source>
        <translation>
            <numerusform>agent loses modules</numerusform>
            <numerusform>agents lose modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>agents changed</source>
        <translation>
            <numerusform>agent changed</numerusform>
            <numerusform>agents changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>agents uninstalled</source>
        <translation>
            <numerusform>agent uninstalled</numerusform>
            <numerusform>agents uninstalled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>scans launched</source>
        <translation>
            <numerusform>scan launched</numerusform>
            <numerusform>scans launched</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>scans canceled</source>
        <translation>
            <numerusform>scan canceled</numerusform>
            <numerusform>scans canceled</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>scans deleted</source>
        <translation>
            <numerusform>scan deleted</numerusform>
            <numerusform>scans deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln scans and their results will be deleted for good.</source>
        <translation>
            <numerusform>%Ln scan and its results will be deleted for good.</numerusform>
            <numerusform>%Ln scans and their results will be deleted for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln agents will be uninstalled for good.</source>
        <translation>
            <numerusform>%Ln agent will be uninstalled for good.</numerusform>
            <numerusform>%Ln agents will be uninstalled for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>web apps changed</source>
        <translation>
            <numerusform>web app changed</numerusform>
            <numerusform>web apps changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>web apps deleted</source>
        <translation>
            <numerusform>web app deleted</numerusform>
            <numerusform>web apps deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln web apps and their scans will be deleted for good.</source>
        <translation>
            <numerusform>%Ln web app and its scans will be deleted for good.</numerusform>
            <numerusform>%Ln web apps and their scans will be deleted for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln web apps will lose their findings for good.</source>
        <translation>
            <numerusform>%Ln web app will lose its findings for good.</numerusform>
            <numerusform>%Ln web apps will lose their findings for good.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScanActions</name>
    <message numerus="yes">
        <source>scanning again of %Ln scans</source>
        <translation>
            <numerusform>scanning again of %Ln scan</numerusform>
            <numerusform>scanning again of %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>canceling of %Ln scans</source>
        <translation>
            <numerusform>canceling of %Ln scan</numerusform>
            <numerusform>canceling of %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln scans were left out: there is nothing to cancel.</source>
        <translation>
            <numerusform>%Ln scan was left out: there is nothing to cancel.</numerusform>
            <numerusform>%Ln scans were left out: there is nothing to cancel.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln scans were left out: a scan of many web apps cannot keep its results.</source>
        <translation>
            <numerusform>%Ln scan was left out: a scan of many web apps cannot keep its results.</numerusform>
            <numerusform>%Ln scans were left out: a scan of many web apps cannot keep its results.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletion of %Ln scans</source>
        <translation>
            <numerusform>deletion of %Ln scan</numerusform>
            <numerusform>deletion of %Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln scans were left out: they are under way. Cancel them first.</source>
        <translation>
            <numerusform>%Ln scan was left out: it is under way. Cancel it first.</numerusform>
            <numerusform>%Ln scans were left out: they are under way. Cancel them first.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard of %Ln changes</source>
        <translation>
            <numerusform>discard of %Ln change</numerusform>
            <numerusform>discard of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You will be told when %Ln scans are done.</source>
        <translation>
            <numerusform>You will be told when %Ln scan is done.</numerusform>
            <numerusform>You will be told when %Ln scans are done.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScanBoard</name>
    <message numerus="yes">
        <source>%1: %Ln web apps, show their scans</source>
        <translation>
            <numerusform>%1: %Ln web app, show its scans</numerusform>
            <numerusform>%1: %Ln web apps, show their scans</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScanChangeWords</name>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScanInspector</name>
    <message numerus="yes">
        <source>%Ln scans</source>
        <translation>
            <numerusform>%Ln scan</numerusform>
            <numerusform>%Ln scans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hours</source>
        <translation>
            <numerusform>%Ln hour</numerusform>
            <numerusform>%Ln hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln of these are staged.</source>
        <translation>
            <numerusform>%Ln of these is staged.</numerusform>
            <numerusform>%Ln of these are staged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScansPane</name>
    <message numerus="yes">
        <source>of %Ln scans of the last 90 days</source>
        <translation>
            <numerusform>of %Ln scan of the last 90 days</numerusform>
            <numerusform>of %Ln scans of the last 90 days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln scans are hidden by it.</source>
        <translation>
            <numerusform>%Ln scan is hidden by it.</numerusform>
            <numerusform>%Ln scans are hidden by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusFeed</name>
    <message numerus="yes">
        <source>%Ln failed</source>
        <translation>
            <numerusform>%Ln failed</numerusform>
            <numerusform>%Ln failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left</source>
        <translation>
            <numerusform>%Ln left</numerusform>
            <numerusform>%Ln left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagPicker</name>
    <message numerus="yes">
        <source>%Ln tags</source>
        <translation>
            <numerusform>%Ln tag</numerusform>
            <numerusform>%Ln tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>Review %Ln changes</source>
        <translation>
            <numerusform>Review %Ln change</numerusform>
            <numerusform>Review %Ln changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebAppActions</name>
    <message numerus="yes">
        <source>%Ln web apps were left out: they are new, gone or staged to be deleted.</source>
        <translation>
            <numerusform>%Ln web app was left out: it is new, gone or staged to be deleted.</numerusform>
            <numerusform>%Ln web apps were left out: they are new, gone or staged to be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletion of %Ln web apps</source>
        <translation>
            <numerusform>deletion of %Ln web app</numerusform>
            <numerusform>deletion of %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>locking of %Ln web apps</source>
        <translation>
            <numerusform>locking of %Ln web app</numerusform>
            <numerusform>locking of %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>unlocking of %Ln web apps</source>
        <translation>
            <numerusform>unlocking of %Ln web app</numerusform>
            <numerusform>unlocking of %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>edit of %Ln web apps</source>
        <translation>
            <numerusform>edit of %Ln web app</numerusform>
            <numerusform>edit of %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln web apps were left out: %1</source>
        <translation>
            <numerusform>%Ln web app was left out: %1</numerusform>
            <numerusform>%Ln web apps were left out: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard of %Ln changes</source>
        <translation>
            <numerusform>discard of %Ln change</numerusform>
            <numerusform>discard of %Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>purge of %Ln web apps</source>
        <translation>
            <numerusform>purge of %Ln web app</numerusform>
            <numerusform>purge of %Ln web apps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebAppInspector</name>
    <message numerus="yes">
        <source>%Ln web apps</source>
        <translation>
            <numerusform>%Ln web app</numerusform>
            <numerusform>%Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes %Ln web apps</source>
        <translation>
            <numerusform>Changes %Ln web app</numerusform>
            <numerusform>Changes %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are so already</source>
        <translation>
            <numerusform>%Ln is so already</numerusform>
            <numerusform>%Ln are so already</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>WebAppsPane</name>
    <message numerus="yes">
        <source>of %Ln web apps</source>
        <translation>
            <numerusform>of %Ln web app</numerusform>
            <numerusform>of %Ln web apps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %Ln with scanner and lock still unknown</source>
        <comment>of 300 web apps</comment>
        <translation>
            <numerusform>%1 · %Ln with scanner and lock still unknown</numerusform>
            <numerusform>%1 · %Ln with scanner and lock still unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Scanner and lock of %Ln web apps are not known yet; they are asked for one after the other.</source>
        <translation>
            <numerusform>Scanner and lock of %Ln web app are not known yet; they are asked for.</numerusform>
            <numerusform>Scanner and lock of %Ln web apps are not known yet; they are asked for one after the other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln web apps are hidden by it.</source>
        <translation>
            <numerusform>%Ln web app is hidden by it.</numerusform>
            <numerusform>%Ln web apps are hidden by it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%Ln agents</source>
        <translation>
            <numerusform>%Ln agent</numerusform>
            <numerusform>%Ln agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reply was lost and %Ln new objects look alike.</source>
        <translation>
            <numerusform>The reply was lost and %Ln new object looks like it.</numerusform>
            <numerusform>The reply was lost and %Ln new objects look alike.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln min ago</source>
        <translation>
            <numerusform>%Ln min ago</numerusform>
            <numerusform>%Ln min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln h ago</source>
        <translation>
            <numerusform>%Ln h ago</numerusform>
            <numerusform>%Ln h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln d ago</source>
        <translation>
            <numerusform>%Ln d ago</numerusform>
            <numerusform>%Ln d ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln s</source>
        <translation>
            <numerusform>about %Ln s</numerusform>
            <numerusform>about %Ln s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln min</source>
        <translation>
            <numerusform>about %Ln min</numerusform>
            <numerusform>about %Ln min</numerusform>
        </translation>
    </message>
</context>
</TS>
