using Workflows.Definition;
using Workflows.Engine;
using Workflows.Tests.Engine.Properties;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>Makes a script as the choices have it: what it does next goes by what came of what it did before.</summary>
internal sealed class RandomScript
{
    private readonly Line[] _lines;

    public RandomScript(Dna dna)
    {
        _lines = [.. Enumerable.Range(1, 1 + dna.Next(6)).Select(number => LineOf(dna, number))];
        Program = new ScriptProgram(Body)
        {
            Terms = new ProgramTerms
            {
                Identity = new WorkflowIdentity("Script", 1),
                StateType = typeof(Order),
                FirstNode = ScriptProgram.Beginning,
                Timeout = dna.OneIn(4) ? TimeSpan.FromMinutes(5 + dna.Next(200)) : null,
                TimeoutAction = dna.Pick([TimeoutAction.Fail, TimeoutAction.Cancel, TimeoutAction.Pause]),
                ErrorRules = dna.OneIn(4) ? [new ErrorRule(typeof(TimeoutException), ErrorAction.Skip)] : [],
            },
        };
    }

    public ScriptProgram Program { get; }

    private IEnumerable<ProgramNode[]> Body(ScriptRecord record)
    {
        var sum = 0;
        foreach (var line in _lines)
        {
            for (var round = 1; round <= line.Rounds && sum % line.Modulus != 1; round++)
            {
                ProgramNode[] nodes = [.. line.Nodes.Select(node => node(round))];
                yield return nodes;
                foreach (var node in nodes)
                    sum += record.IsTimedOut(node.Name) ? 3 : record.Result(node.Name)?.Length ?? 0;
            }
        }

        if (sum % 5 == 4)
            yield return [new ProgramEnd("end", sum % 2 == 0 ? null : _ => "as it came")];
    }

    private static Line LineOf(Dna dna, int number) =>
        new([.. Enumerable.Range(1, dna.OneIn(3) ? 2 + dna.Next(2) : 1).Select(each => NodeOf(dna, $"n{number}-{each}"))], 1 + dna.Next(3) / 2, 2 + dna.Next(3));

    private static Func<int, ProgramNode> NodeOf(Dna dna, string name)
    {
        switch (dna.Next(8))
        {
            case 5:
                var minutes = dna.Next(20) - 3;
                return round => new ProgramSleep($"{name}#{round}", (_, now) => now.AddMinutes(minutes));
            case 6 or 7:
                var limit = dna.Next(12) - 1;
                var (isLimited, hasBranch, isDirect) = (dna.OneIn(2), dna.OneIn(2), dna.OneIn(3));
                return round => new ProgramWait($"{name}#{round}", WaitRule.One, [PaidBy(isDirect)])
                {
                    Timeout = isLimited ? _ => TimeSpan.FromMinutes(limit) : null,
                    HasTimeoutBranch = hasBranch,
                    KeepsEvents = true,
                };
            default:
                var retry = dna.OneIn(2) ? new RetryPolicy { MaxAttempts = 1 + dna.Next(3), First = TimeSpan.FromMinutes(dna.Next(3)) } : RetryPolicy.None;
                var action = dna.Pick([ErrorAction.Fault, ErrorAction.Skip, ErrorAction.Pause, ErrorAction.Fail]);
                var mayContinue = !dna.OneIn(4);
                return round => new ProgramStep($"{name}#{round}") { Retry = retry, ErrorRules = [new ErrorRule(null, action)], MayContinue = mayContinue, ResultType = typeof(int) };
        }
    }

    private static AwaitedEvent PaidBy(bool isDirect) => new(typeof(OrderPaid))
    {
        Correlation = isDirect ? null : new EventCorrelation(paid => ((OrderPaid)paid).OrderId, order => ((Order)order).OrderId),
        Condition = null,
        Apply = null,
        IgnoreEarlyEvents = false,
    };

    /// <summary>Nodes that are asked for together, again in every round.</summary>
    private sealed record Line(Func<int, ProgramNode>[] Nodes, int Rounds, int Modulus);
}
