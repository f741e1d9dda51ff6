using System.Globalization;

namespace Workflows.Bench.Measuring;

/// <summary>The command line.</summary>
/// <param name="Scenario">What to run.</param>
/// <param name="Json">File for the machine-readable result; null: none.</param>
/// <param name="Runs">Measured runs of each subject.</param>
/// <param name="Workflows">Workflows in a run; null: what suits the scenario.</param>
internal sealed record BenchArguments(string Scenario, string? Json, int Runs, int? Workflows)
{
    /// <summary>Instances to fill the database with.</summary>
    public int Instances { get; private init; } = 1_000_000;

    /// <summary>Journal entries of all of them together.</summary>
    public int Entries { get; private init; } = 10_000_000;

    /// <summary>Schema that is filled, and asked.</summary>
    public string Schema { get; private init; } = "seeded";

    public static BenchArguments Parse(string[] args)
    {
        string? scenario = null, json = null;
        int runs = 3;
        int? workflows = null;
        var seed = new BenchArguments("", null, 0, null);
        for (var i = 0; i < args.Length; i++)
        {
            string Value() => i + 1 < args.Length ? args[++i] : throw new ArgumentException($"{args[i]} needs a value.");
            switch (args[i])
            {
                case "--json":
                    json = Value();
                    break;
                case "--runs":
                    runs = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--workflows":
                    workflows = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--instances":
                    seed = seed with { Instances = int.Parse(Value(), CultureInfo.InvariantCulture) };
                    break;
                case "--entries":
                    seed = seed with { Entries = int.Parse(Value(), CultureInfo.InvariantCulture) };
                    break;
                case "--schema":
                    seed = seed with { Schema = Value() };
                    break;
                case var word when scenario is null && !word.StartsWith('-'):
                    scenario = word;
                    break;
                case var word:
                    throw new ArgumentException($"'{word}' is not understood.");
            }
        }

        return seed with { Scenario = scenario ?? throw new ArgumentException("Name a scenario."), Json = json, Runs = Math.Max(1, runs), Workflows = workflows };
    }
}
