using System.Globalization;

namespace Workflows.Bench.Measuring;

/// <summary>The command line.</summary>
/// <param name="Scenario">What to run.</param>
/// <param name="Json">File for the machine-readable result; null: none.</param>
/// <param name="Runs">Measured runs of each subject.</param>
/// <param name="Workflows">Workflows in a run; null: what suits the scenario.</param>
internal sealed record BenchArguments(string Scenario, string? Json, int Runs, int? Workflows)
{
    public static BenchArguments Parse(string[] args)
    {
        string? scenario = null, json = null;
        int runs = 3;
        int? workflows = null;
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
                case var word when scenario is null && !word.StartsWith('-'):
                    scenario = word;
                    break;
                case var word:
                    throw new ArgumentException($"'{word}' is not understood.");
            }
        }

        return new BenchArguments(scenario ?? throw new ArgumentException("Name a scenario."), json, Math.Max(1, runs), workflows);
    }
}
