using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What must be shown as text, wherever it stands: markup, control characters, text that runs the other way, a megabyte of it, names that nobody registered.</summary>
internal static class HostileSeed
{
    public const string Markup = "\"><script>alert('x')</script><img src=x onerror=alert(1)>";

    public const string Twisted = "gnihton \u202Eevil\u202C \u0007\u001b[31mred\u0000\u2028 مرحبا \ud83d\ude00\ud800 end";

    public static readonly Guid MarkupId = new("0199a7c4-0000-7000-8000-0000000000a1");

    public static readonly Guid HugeId = new("0199a7c4-0000-7000-8000-0000000000a2");

    public static readonly Guid UnknownId = new("0199a7c4-0000-7000-8000-0000000000a3");

    public static readonly Guid LongId = new("0199a7c4-0000-7000-8000-0000000000a4");

    public static IEnumerable<FakeInstance> Make(DateTimeOffset now) => [WithMarkup(now), Huge(now), Unknown(now), Long(now)];

    private static FakeInstance WithMarkup(DateTimeOffset now)
    {
        var state = JsonSerializer.Serialize(new Dictionary<string, string> { [Markup] = Markup, ["rtl"] = "\u202Eevil \u0007", ["url"] = "javascript:alert(1)" });
        var instance = new FakeInstance(MarkupId, FakeDefinitions.Hostile, 1, Markup, state, now.AddHours(-2)) { TraceParent = Markup };
        instance.Tags[Markup] = Twisted;
        instance.Start("\"><img src=x onerror=alert(1)>");
        instance.Fails(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new WorkflowError { Type = "<b>Boom</b>", Message = Markup + Twisted, StackTrace = Markup }, null);
        instance.Write("Workflow<i>Nudged</i>", Markup, Twisted, error: null);
        return instance;
    }

    private static FakeInstance Huge(DateTimeOffset now)
    {
        var text = string.Concat(Enumerable.Repeat("lorem <b>ipsum</b> dolor ", 42_000));
        var instance = new FakeInstance(HugeId, "Onboarding", 2, new string('k', 200), JsonSerializer.Serialize(new { Text = text }), now.AddHours(-3));
        instance.Start("SendWelcome");
        return instance.Fails(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), new WorkflowError { Type = new string('T', 400), Message = text, StackTrace = text }, null);
    }

    /// <summary>Runs on a workflow that no process has registered.</summary>
    private static FakeInstance Unknown(DateTimeOffset now)
    {
        var instance = new FakeInstance(UnknownId, "Forgotten", 7, "left-over", "{}", now.AddDays(-40)).Start("SomeStep");
        instance.Error = new WorkflowError { Type = "Workflows.DefinitionMissing", Message = "Forgotten v7 is not registered in this process, but the instance runs on it. Register that version again and retry, or cancel the instance." };
        instance.Write("WorkflowFaulted", error: instance.Error);
        instance.Status = WorkflowStatus.Faulted;
        return instance;
    }

    /// <summary>Ten thousand entries in its journal.</summary>
    private static FakeInstance Long(DateTimeOffset now)
    {
        var instance = new FakeInstance(LongId, "NightlyReconciliation", 1, null, """{"Round":0}""", now.AddHours(-9)).Start("Reconcile1");
        for (var round = 1; round < 5_000; round++)
        {
            instance.Completes(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(400), "Round", round).Open($"Close{1 + (round % 15)}");
            instance.Completes(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(300)).Open($"Reconcile{1 + (round % 15)}");
        }

        return instance.Begins(TimeSpan.FromMilliseconds(30), "night-worker-1");
    }
}
