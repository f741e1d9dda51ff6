using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workflows.Tests.Conventions;

/// <summary>One folder uses another: which symbol, and where.</summary>
internal sealed record FolderUse(string From, string To, string Symbol, string Place)
{
    /// <summary>The outermost type that the symbol is, or belongs to; null: it is in none.</summary>
    public string? Type { get; init; }
}

/// <summary>
/// Which folder of a project uses which, found by binding every name in its sources to the symbol it means. A scan of using lines would miss what
/// stands in a namespace above, and count what is not used.
/// </summary>
internal sealed class FolderDependencies
{
    /// <summary>Files beside the folders: what users see first.</summary>
    public const string Top = "(top)";

    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private readonly string _project;
    private readonly CSharpCompilation _compilation;
    private readonly HashSet<string> _ownNames;

    /// <param name="project">Directory of the project, relative to the repository.</param>
    public FolderDependencies(string project)
    {
        _project = project;
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);
        var trees = Repository.SourcesBelow(project)
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf(path)), options, path))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings, options, "ImplicitUsings.cs"));
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != Path.GetFileName(project));
        _compilation = CSharpCompilation.Create(
            Path.GetFileName(project),
            trees,
            assemblies.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable));
        _ownNames = [.. _compilation.GetSymbolsWithName(_ => true, SymbolFilter.TypeAndMember).Select(symbol => symbol.Name)];
    }

    public IReadOnlyList<FolderUse> Find() =>
        [.. OwnTrees.SelectMany(UsesIn)];

    /// <summary>What is used of namespaces that others declare, and of those below them.</summary>
    public IReadOnlyList<FolderUse> FindForeign(params string[] namespaces) =>
    [
        .. from tree in OwnTrees
           let model = _compilation.GetSemanticModel(tree)
           from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
           let symbol = model.GetSymbolInfo(name).Symbol
           let home = (symbol as INamespaceSymbol ?? symbol?.ContainingNamespace)?.ToDisplayString()
           where home is not null && namespaces.Any(one => home == one || home.StartsWith(one + ".", StringComparison.Ordinal))
           select new FolderUse(FolderOf(tree.FilePath), home, symbol.Name, PlaceOf(name)),
    ];

    /// <summary>Where members that are not public are looked up by name, but for those of types of the project itself.</summary>
    public IReadOnlyList<string> FindPrivateReflection() =>
    [
        .. from tree in OwnTrees
           let model = _compilation.GetSemanticModel(tree)
           from name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>()
           where name.Identifier.ValueText == nameof(System.Reflection.BindingFlags.NonPublic)
           let lookup = name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault()?.Expression as MemberAccessExpressionSyntax
           where lookup?.Expression is not TypeOfExpressionSyntax type || !SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(type.Type).Type?.ContainingAssembly, _compilation.Assembly)
           select PlaceOf(name),
    ];

    private IEnumerable<SyntaxTree> OwnTrees => _compilation.SyntaxTrees.Where(tree => tree.FilePath.StartsWith(_project, StringComparison.Ordinal));

    private IEnumerable<FolderUse> UsesIn(SyntaxTree tree)
    {
        var from = FolderOf(tree.FilePath);
        var model = _compilation.GetSemanticModel(tree);
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Where(name => _ownNames.Contains(name.Identifier.ValueText)))
        {
            var info = model.GetSymbolInfo(name);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            foreach (var to in FoldersOf(symbol).Where(to => to != from))
                yield return new FolderUse(from, to, symbol!.Name, PlaceOf(name)) { Type = TypeOf(symbol)?.Name };
        }
    }

    /// <returns>The folders that declare what a name means; none for what the project does not declare.</returns>
    private IEnumerable<string> FoldersOf(ISymbol? symbol) => symbol switch
    {
        null or INamespaceSymbol => [],
        _ => symbol.OriginalDefinition.DeclaringSyntaxReferences
            .Select(reference => reference.SyntaxTree.FilePath)
            .Where(path => path.StartsWith(_project, StringComparison.Ordinal))
            .Select(FolderOf)
            .Distinct(),
    };

    private static INamedTypeSymbol? TypeOf(ISymbol symbol)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
            type = outer;

        return type;
    }

    private static string PlaceOf(SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";

    private string FolderOf(string path)
    {
        var parts = path[(_project.Length + 1)..].Split('/');
        return parts.Length > 1 ? parts[0] : Top;
    }
}
