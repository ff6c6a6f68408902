package dev.touchstone.tidy;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PackageTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** Parses Java files with the compiler of the JDK the tests run on. */
final class JavaParser {
  private JavaParser() {}

  static List<JavaFile> parse(List<TextFile> texts) throws IOException {
    Map<Path, TextFile> textByPath =
        texts.stream().collect(Collectors.toMap(TextFile::path, Function.identity()));
    var compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK");
    try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      var sources = files.getJavaFileObjectsFromPaths(textByPath.keySet());
      var task =
          (JavacTask)
              compiler.getTask(
                  Writer.nullWriter(), files, _ -> {}, List.of("-proc:none"), null, sources);
      DocTrees trees = DocTrees.instance(task);
      var parsed = new ArrayList<JavaFile>();
      for (CompilationUnitTree unit : task.parse()) {
        TextFile text = textByPath.get(Path.of(unit.getSourceFile().getName()));
        parsed.add(new Collector(Objects.requireNonNull(text), unit, trees).collect());
      }
      return parsed;
    }
  }

  /** Walks one file and notes what {@link JavaFile} keeps. */
  private static final class Collector extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final TextFile text;
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final SourcePositions positions;
    private final List<Finding> imports = new ArrayList<>();
    private final List<Finding> dotted = new ArrayList<>();
    private final List<Finding> names = new ArrayList<>();
    private final List<Finding> declared = new ArrayList<>();
    private final List<Finding> types = new ArrayList<>();
    private final List<Finding> strings = new ArrayList<>();
    private final List<Finding> suppressions = new ArrayList<>();
    private final List<JavaFile.Body> bodies = new ArrayList<>();

    Collector(TextFile text, CompilationUnitTree unit, DocTrees trees) {
      this.text = text;
      this.unit = unit;
      this.trees = trees;
      this.positions = trees.getSourcePositions();
    }

    JavaFile collect() {
      scan(unit, null);
      PackageTree declaration = unit.getPackage();
      boolean nullMarked =
          unit.getPackageAnnotations().stream()
              .anyMatch(
                  annotation -> annotation.getAnnotationType().toString().equals("NullMarked"));
      return new JavaFile(
          text,
          declaration == null ? "" : declaration.getPackageName().toString(),
          nullMarked,
          declaration != null && isDocumented(declaration),
          imports,
          dotted,
          names,
          declared,
          types,
          strings,
          suppressions,
          bodies);
    }

    private boolean isDocumented(PackageTree declaration) {
      return trees.getDocComment(new TreePath(new TreePath(unit), declaration)) != null;
    }

    @Override
    public @Nullable Void visitPackage(PackageTree node, @Nullable Void unused) {
      return scan(node.getAnnotations(), null);
    }

    @Override
    public @Nullable Void visitImport(ImportTree node, @Nullable Void unused) {
      imports.add(at(node, node.getQualifiedIdentifier()));
      return null;
    }

    @Override
    public @Nullable Void visitClass(ClassTree node, @Nullable Void unused) {
      declared.add(at(node, node.getSimpleName()));
      types.add(at(node, node.getSimpleName()));
      for (Tree member : node.getMembers()) {
        if (member instanceof BlockTree initializer) {
          bodies.add(body(initializer, node.getSimpleName() + "'s initializer"));
        }
      }
      return super.visitClass(node, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree node, @Nullable Void unused) {
      declared.add(at(node, node.getName()));
      if (node.getBody() != null) {
        bodies.add(body(node, node.getName()));
      }
      return super.visitMethod(node, null);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree node, @Nullable Void unused) {
      declared.add(at(node, node.getName()));
      return super.visitVariable(node, null);
    }

    @Override
    public @Nullable Void visitAnnotation(AnnotationTree node, @Nullable Void unused) {
      if (node.getAnnotationType().toString().endsWith("SuppressWarnings")) {
        suppressions.add(at(node, node.getArguments()));
      }
      return super.visitAnnotation(node, null);
    }

    @Override
    public @Nullable Void visitIdentifier(IdentifierTree node, @Nullable Void unused) {
      names.add(at(node, node.getName()));
      return null;
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree node, @Nullable Void unused) {
      names.add(at(node, node.getIdentifier()));
      boolean longest = !(getCurrentPath().getParentPath().getLeaf() instanceof MemberSelectTree);
      if (longest && isChainOfNames(node)) {
        dotted.add(at(node, node));
      }
      return super.visitMemberSelect(node, null);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree node, @Nullable Void unused) {
      names.add(at(node, node.getName()));
      return super.visitMemberReference(node, null);
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void unused) {
      if (node.getValue() instanceof String value) {
        strings.add(at(node, value));
      }
      return null;
    }

    private static boolean isChainOfNames(ExpressionTree tree) {
      ExpressionTree head = tree;
      while (head instanceof MemberSelectTree select) {
        head = select.getExpression();
      }
      return head instanceof IdentifierTree;
    }

    private JavaFile.Body body(Tree tree, Object name) {
      long first = line(positions.getStartPosition(unit, tree));
      long last = line(positions.getEndPosition(unit, tree));
      return new JavaFile.Body(at(tree, name), last - first + 1);
    }

    private Finding at(Tree tree, Object what) {
      return text.at(line(positions.getStartPosition(unit, tree)), what.toString());
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
