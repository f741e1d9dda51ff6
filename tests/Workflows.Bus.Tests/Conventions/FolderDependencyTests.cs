using System.Xml.Linq;

namespace Workflows.Tests.Conventions;

public class FolderDependencyTests
{
    private static readonly Lazy<IReadOnlyList<FolderUse>> _uses = new(() => new FolderDependencies("src/Workflows.Bus").Find());

    [Fact]
    public void Folders_use_only_what_the_rules_allow()
    {
        var broken = _uses.Value
            .Where(use => !FolderRules.Allowed.GetValueOrDefault(use.From, []).Contains(use.To))
            .Select(use => $"{use.From} uses {use.To}: {use.Symbol} at {use.Place}");
        broken.ShouldBeEmpty("Imports go one way (FolderRules.cs).");
    }

    [Fact]
    public void The_engine_knows_the_words_of_a_definition_and_no_plan() =>
        _uses.Value
            .Where(use => use is { From: "Engine", To: "Definition" } && !FolderRules.SharedWords.Contains(use.Type))
            .Select(use => $"{use.Symbol} at {use.Place}")
            .ShouldBeEmpty("What comes next is asked of a program (IProgram): the engine knows neither the nodes of a plan nor how they are linked.");

    [Fact]
    public void Every_folder_has_a_rule() =>
        Directory.GetDirectories(Repository.PathOf("src/Workflows.Bus")).Select(path => Path.GetFileName(path)!)
            .Where(folder => folder is not ("bin" or "obj"))
            .Except(FolderRules.Allowed.Keys)
            .ShouldBeEmpty("Each folder of Workflows.Bus needs a row in FolderRules.cs.");

    [Fact]
    public void The_rules_permit_no_circle_among_the_lower_folders()
    {
        string[] lower = ["Definition", "Instances", "Diagnostics", "Engine", "Declarative", "Runtime", "Steps", "Timers", "Events", "Operations"];
        var done = new HashSet<string>();
        foreach (var folder in lower)
        {
            FolderRules.Allowed[folder].Where(used => used != FolderDependencies.Top).ShouldBeSubsetOf(done, $"{folder} may use only what stands below it");
            if (folder is not ("Steps" or "Timers" or "Events" or "Operations"))
                done.Add(folder);
        }
    }

    [Fact]
    public void Names_are_bound_to_what_they_mean() =>
        _uses.Value.ShouldContain(use => use.From == "Engine" && use.To == "Definition" && use.Symbol == "AwaitedEvent");

    [Fact]
    public void Contracts_use_nothing_and_are_one_flat_namespace()
    {
        var project = XDocument.Load(Repository.PathOf("src/Workflows.Contracts/Workflows.Contracts.csproj"));
        project.Descendants().Where(element => element.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").ShouldBeEmpty();
        typeof(Contracts.WorkflowStatus).Assembly.GetExportedTypes().Select(type => type.Namespace).Distinct().ShouldBe(["Workflows.Contracts"]);
    }
}
