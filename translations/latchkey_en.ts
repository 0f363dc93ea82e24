<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>ActivityInspector</name>
    <message numerus="yes">
        <source>%1 %n keys</source>
        <comment>Change, Delete</comment>
        <translation>
            <numerusform>%1 %n key</numerusform>
            <numerusform>%1 %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answer: HTTP %1, %2, %3 ms, left this computer %n times</source>
        <translation>
            <numerusform>Answer: HTTP %1, %2, %3 ms, left this computer once</numerusform>
            <numerusform>Answer: HTTP %1, %2, %3 ms, left this computer %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityModel</name>
    <message numerus="yes">
        <source>Plan %1: undo of %n changes</source>
        <translation>
            <numerusform>Plan %1: undo of %n change</numerusform>
            <numerusform>Plan %1: undo of %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Plan %1: %n changes</source>
        <translation>
            <numerusform>Plan %1: %n change</numerusform>
            <numerusform>Plan %1: %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n done</numerusform>
            <numerusform>%n done</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need a decision</source>
        <translation>
            <numerusform>%n needs a decision</numerusform>
            <numerusform>%n need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ActivityPane</name>
    <message numerus="yes">
        <source>of %n plans</source>
        <translation>
            <numerusform>of %n plan</numerusform>
            <numerusform>of %n plans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plans are hidden by it.</source>
        <translation>
            <numerusform>%n plan is hidden by it.</numerusform>
            <numerusform>%n plans are hidden by it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes are left. Nothing is sent until you resume it.</source>
        <translation>
            <numerusform>%n change is left. Nothing is sent until you resume it.</numerusform>
            <numerusform>%n changes are left. Nothing is sent until you resume it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entries, head %1.</source>
        <translation>
            <numerusform>%n entry, head %1.</numerusform>
            <numerusform>%n entries, head %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AgentsSheet</name>
    <message numerus="yes">
        <source>%n agents</source>
        <translation>
            <numerusform>%n agent</numerusform>
            <numerusform>%n agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents listed; the key&apos;s own count says %1, which is known to lag.</source>
        <translation>
            <numerusform>%n agent listed; the key's own count says %1, which is known to lag.</numerusform>
            <numerusform>%n agents listed; the key's own count says %1, which is known to lag.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BulkKeyForm</name>
    <message numerus="yes">
        <source>of %n selected</source>
        <translation>
            <numerusform>of %n selected</numerusform>
            <numerusform>of %n selected</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>on %n</source>
        <comment>of the chosen keys</comment>
        <translation>
            <numerusform>on %n</numerusform>
            <numerusform>on %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n different, kept unless edited</source>
        <translation>
            <numerusform>%n tag, kept unless edited</numerusform>
            <numerusform>%n different, kept unless edited</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyActions</name>
    <message numerus="yes">
        <source>disabling of %n keys</source>
        <translation>
            <numerusform>disabling of %n key</numerusform>
            <numerusform>disabling of %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>enabling of %n keys</source>
        <translation>
            <numerusform>enabling of %n key</numerusform>
            <numerusform>enabling of %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of owner of %n keys</source>
        <translation>
            <numerusform>change of owner of %n key</numerusform>
            <numerusform>change of owner of %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 on for %n keys</source>
        <translation>
            <numerusform>%1 on for %n key</numerusform>
            <numerusform>%1 on for %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 off for %n keys</source>
        <translation>
            <numerusform>%1 off for %n key</numerusform>
            <numerusform>%1 off for %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletion of %n keys</source>
        <translation>
            <numerusform>deletion of %n key</numerusform>
            <numerusform>deletion of %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of tags of %n keys</source>
        <translation>
            <numerusform>change of tags of %n key</numerusform>
            <numerusform>change of tags of %n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyHead</name>
    <message numerus="yes">
        <source>%n staged</source>
        <translation>
            <numerusform>%n staged</numerusform>
            <numerusform>%n staged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents</source>
        <translation>
            <numerusform>%n agent</numerusform>
            <numerusform>%n agents</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyInspector</name>
    <message numerus="yes">
        <source>Also change the %n agents that use it</source>
        <translation>
            <numerusform>Also change the one agent that uses it</numerusform>
            <numerusform>Also change the %n agents that use it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n activation keys</source>
        <translation>
            <numerusform>%n activation key</numerusform>
            <numerusform>%n activation keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also change the %n agents that use them</source>
        <translation>
            <numerusform>Also change the one agent that uses them</numerusform>
            <numerusform>Also change the %n agents that use them</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change of %n keys</source>
        <translation>
            <numerusform>change of %n key</numerusform>
            <numerusform>change of %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>discard of %n changes</source>
        <translation>
            <numerusform>discard of %n change</numerusform>
            <numerusform>discard of %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changes %n keys</source>
        <translation>
            <numerusform>Changes %n key</numerusform>
            <numerusform>Changes %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys cannot take this and are left out: %1</source>
        <translation>
            <numerusform>%n key cannot take this and is left out: %1</numerusform>
            <numerusform>%n keys cannot take this and are left out: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeyTexts</name>
    <message numerus="yes">
        <source>%1; %n of %2 modules</source>
        <extracomment>%1 is a list such as &quot;VM, FIM&quot;, %2 is how many slots the strip has</extracomment>
        <translation>
            <numerusform>%1; %n of %2 modules</numerusform>
            <numerusform>%1; %n of %2 modules</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expired %n days ago, %1</source>
        <translation>
            <numerusform>Expired %n day ago, %1</numerusform>
            <numerusform>Expired %n days ago, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Expires in %n days, %1</source>
        <translation>
            <numerusform>Expires in %n day, %1</numerusform>
            <numerusform>Expires in %n days, %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>KeysPane</name>
    <message numerus="yes">
        <source>%n keys were left out: %1</source>
        <translation>
            <numerusform>%n key was left out: %1</numerusform>
            <numerusform>%n keys were left out: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n activation keys</source>
        <translation>
            <numerusform>of %n activation key</numerusform>
            <numerusform>of %n activation keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys are hidden by the filter “%1”.</source>
        <translation>
            <numerusform>%n key is hidden by the filter “%1”.</numerusform>
            <numerusform>%n keys are hidden by the filter “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListState</name>
    <message numerus="yes">
        <source>Stopped after %n rows.</source>
        <translation>
            <numerusform>Stopped after %n row.</numerusform>
            <numerusform>Stopped after %n rows.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n requests were already sent; their results are waited for.</source>
        <translation>
            <numerusform>%n request was already sent; its result is waited for.</numerusform>
            <numerusform>%n requests were already sent; their results are waited for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys are nearly full or end soon</source>
        <translation>
            <numerusform>%n key is nearly full or ends soon</numerusform>
            <numerusform>%n keys are nearly full or end soon</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes need a decision</source>
        <translation>
            <numerusform>%n change needs a decision</numerusform>
            <numerusform>%n changes need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes verified</source>
        <translation>
            <numerusform>%n change verified</numerusform>
            <numerusform>%n changes verified</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refused</numerusform>
            <numerusform>%n refused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n need a decision</source>
        <translation>
            <numerusform>%n needs a decision</numerusform>
            <numerusform>%n need a decision</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n cancelled</source>
        <translation>
            <numerusform>%n cancelled</numerusform>
            <numerusform>%n cancelled</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewRow</name>
    <message numerus="yes">
        <source>Delete %n keys</source>
        <translation>
            <numerusform>Delete %n key</numerusform>
            <numerusform>Delete %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n keys</source>
        <translation>
            <numerusform>Change %n key</numerusform>
            <numerusform>Change %n keys</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n agents still use it</source>
        <translation>
            <numerusform>%n agent still uses it</numerusform>
            <numerusform>%n agents still use it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Also changes the %n agents that use it. This cannot be recalled.</source>
        <translation>
            <numerusform>Also changes the one agent that uses it. This cannot be recalled.</numerusform>
            <numerusform>Also changes the %n agents that use it. This cannot be recalled.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewSheet</name>
    <message numerus="yes">
        <source>Review the undo of %n changes</source>
        <translation>
            <numerusform>Review the undo of %n change</numerusform>
            <numerusform>Review the undo of %n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Review %n changes</source>
        <translation>
            <numerusform>Review %n change</numerusform>
            <numerusform>Review %n changes</numerusform>
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
        <source>%n requests</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Undo is possible for all %n changes.</source>
        <translation>
            <numerusform>Undo is possible for this change.</numerusform>
            <numerusform>Undo is possible for all %n changes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes cannot be undone.</source>
        <translation>
            <numerusform>%n change cannot be undone.</numerusform>
            <numerusform>%n changes cannot be undone.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n keys will be deleted for good.</source>
        <translation>
            <numerusform>%n key will be deleted for good.</numerusform>
            <numerusform>%n keys will be deleted for good.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Apply %n changes</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusFeed</name>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n failed</numerusform>
            <numerusform>%n failed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left</source>
        <translation>
            <numerusform>%n left</numerusform>
            <numerusform>%n left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TagPicker</name>
    <message numerus="yes">
        <source>%n tags</source>
        <translation>
            <numerusform>%n tag</numerusform>
            <numerusform>%n tags</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message numerus="yes">
        <source>Review %n changes</source>
        <translation>
            <numerusform>Review %n change</numerusform>
            <numerusform>Review %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message numerus="yes">
        <source>%n agents</source>
        <translation>
            <numerusform>%n agent</numerusform>
            <numerusform>%n agents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The reply was lost and %n new objects look alike.</source>
        <translation>
            <numerusform>The reply was lost and %n new object looks like it.</numerusform>
            <numerusform>The reply was lost and %n new objects look alike.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>%n min ago</numerusform>
            <numerusform>%n min ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>%n h ago</numerusform>
            <numerusform>%n h ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n d ago</source>
        <translation>
            <numerusform>%n d ago</numerusform>
            <numerusform>%n d ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n s</source>
        <translation>
            <numerusform>about %n s</numerusform>
            <numerusform>about %n s</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n min</source>
        <translation>
            <numerusform>about %n min</numerusform>
            <numerusform>about %n min</numerusform>
        </translation>
    </message>
</context>
</TS>
