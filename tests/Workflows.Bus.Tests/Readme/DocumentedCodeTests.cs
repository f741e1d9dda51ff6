namespace Workflows.Tests.Readme;

/// <summary>Code in the documents is code that compiles in the tests and the samples.</summary>
public sealed class DocumentedCodeTests
{
    private const string Fence = "```";
    private const string Omission = "...";

    private static readonly string[] _ofDashboards =
    [
        Repository.PathOf("tests/Workflows.Dashboard.Tests/Hosting/DocumentedRegistrations.cs"),
        Repository.PathOf("samples/DashboardHost/Program.cs"),
    ];

    private static string Folder => Path.Combine(Repository.Root, "tests", "Workflows.Bus.Tests", "Readme");

    [Fact]
    public void The_README_shows_the_workflow_that_is_compiled() => BlocksOf("README.md")[0].ShouldBe(BodyOf("OnboardingExample.cs"));

    [Fact]
    public void The_README_shows_the_registration_that_is_compiled() => Source("RegistrationExample.cs").ShouldContain(Indented(BlocksOf("README.md")[1]));

    [Fact]
    public void The_README_shows_no_other_code() => BlocksOf("README.md").Count.ShouldBe(2);

    [Fact]
    public void The_document_about_tests_shows_the_tests_that_run() => BlocksOf("docs/testing.md").ShouldHaveSingleItem().ShouldBe(BodyOf("TestingExample.cs"));

    [Theory]
    [InlineData("docs/workflows.md")]
    [InlineData("docs/concepts.md")]
    [InlineData("docs/operations.md")]
    [InlineData("docs/dashboard.md")]
    public void Another_document_shows_code_that_is_compiled(string document)
    {
        var sources = Unindented(string.Join('\n', Directory.EnumerateFiles(Folder, "*.cs").Concat(_ofDashboards).Select(File.ReadAllText)));
        var blocks = BlocksOf(document);
        blocks.ShouldNotBeEmpty();
        foreach (var part in blocks.SelectMany(block => block.Split($"\n{Omission}\n")))
            sources.ShouldContain(Unindented(part));
    }

    [Fact]
    public void No_document_but_these_shows_code() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(document => BlocksOf(document).Count > 0)
            .ShouldBe(["docs/concepts.md", "docs/dashboard.md", "docs/operations.md", "docs/testing.md", "docs/workflows.md"], ignoreOrder: true);

    private static List<string> BlocksOf(string document)
    {
        var blocks = new List<string>();
        List<string>? open = null;
        foreach (var line in File.ReadAllLines(Path.Combine(Repository.Root, document)))
        {
            if (line == $"{Fence}csharp")
            {
                open = [];
            }
            else if (line == Fence && open is not null)
            {
                blocks.Add(string.Join('\n', open));
                open = null;
            }
            else
            {
                open?.Add(line);
            }
        }

        return blocks;
    }

    /// <summary>A source file from behind its namespace on.</summary>
    private static string BodyOf(string file)
    {
        var lines = Source(file).Split('\n').SkipWhile(line => !line.StartsWith("namespace ", StringComparison.Ordinal)).Skip(1);
        return string.Join('\n', lines).Trim('\n');
    }

    private static string Indented(string block) =>
        string.Join('\n', block.Split('\n').Select(line => line.Length == 0 ? line : $"        {line}"));

    private static string Unindented(string code) => string.Join('\n', code.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    private static string Source(string file) => File.ReadAllText(Path.Combine(Folder, file)).ReplaceLineEndings("\n");
}
