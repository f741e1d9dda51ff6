namespace Workflows.Tests.Readme;

/// <summary>Code in the documents is code that compiles and runs here.</summary>
public sealed class DocumentedCodeTests
{
    private const string Fence = "```";

    private static string Folder => Path.Combine(Repository.Root, "tests", "Workflows.Bus.Tests", "Readme");

    [Fact]
    public void The_README_shows_the_workflow_that_is_compiled() => BlocksOf("README.md")[0].ShouldBe(BodyOf("OnboardingExample.cs"));

    [Fact]
    public void The_README_shows_the_registration_that_is_compiled() => Source("RegistrationExample.cs").ShouldContain(Indented(BlocksOf("README.md")[1]));

    [Fact]
    public void The_README_shows_no_other_code() => BlocksOf("README.md").Count.ShouldBe(2);

    [Fact]
    public void The_document_about_tests_shows_the_tests_that_run() => BlocksOf("docs/testing.md").ShouldHaveSingleItem().ShouldBe(BodyOf("TestingExample.cs"));

    [Fact]
    public void The_guide_shows_code_that_is_compiled()
    {
        var sources = Unindented(string.Join('\n', Directory.EnumerateFiles(Folder, "*.cs").Select(File.ReadAllText)));
        BlocksOf("docs/workflows.md").ShouldNotBeEmpty();
        foreach (var block in BlocksOf("docs/workflows.md"))
            sources.ShouldContain(Unindented(block));
    }

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
