using System.Text.RegularExpressions;
using Workflows.Contracts;

namespace Workflows.Tests.Engine.Properties;

/// <summary>The diagram in docs/concepts.md shows how a status changes, all of it and nothing else.</summary>
public sealed partial class StatusDiagramTests
{
    private const int CaseCount = 6_000;

    private static readonly HashSet<string> _drawn = [.. Arrow().Matches(File.ReadAllText(Repository.PathOf("docs/concepts.md"))).Select(arrow => arrow.Groups[1].Value)];

    [Fact]
    public void Every_change_that_happens_is_in_it_and_everything_in_it_happens()
    {
        var observed = Observed();

        observed.Where(change => !_drawn.Contains(change) && !PassesThroughRunning(change)).ShouldBeEmpty("It happens, and the diagram does not show it.");
        _drawn.Where(change => !change.EndsWith("[*]", StringComparison.Ordinal)).Except(observed).ShouldBeEmpty("The diagram shows it, and it does not happen.");
    }

    [Fact]
    public void It_names_every_status_that_an_instance_can_have() =>
        _drawn.SelectMany(change => change.Split(" --> ")).Where(name => name != "[*]").Distinct()
            .ShouldBe(Enum.GetNames<WorkflowStatus>().Except([nameof(WorkflowStatus.Compensating)]), ignoreOrder: true);

    /// <summary>One transition did both.</summary>
    private static bool PassesThroughRunning(string change) =>
        change.Split(" --> ") is [var from, var to] && _drawn.Contains($"{from} --> Running") && _drawn.Contains($"Running --> {to}");

    /// <summary>The same random cases every time, and enough of them for the rarest change.</summary>
    private static HashSet<string> Observed()
    {
        var random = new Random(17);
        var changes = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < CaseCount; i++)
        {
            var run = new RandomRun(new RandomCase(Bytes(random, random.Next(50)), Bytes(random, random.Next(200))));
            run.Run();
            changes.UnionWith(run.StatusChanges);
        }

        return changes;
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    [GeneratedRegex(@"^    (\S+ --> [^:\s]+)", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
