;;; Syntax-rules: patterns become closures that match, templates closures that make syntax. Nothing is evaluated.
;;;
;;;   (compile-syntax-rules syntax environment) -> transformer: (syntax environment-of-use macro) -> syntax, or #f (reported)
;;;
;;; Every pattern variable has an index into a vector of values, fresh for each try of a rule. The value of a variable under
;;; no ellipsis is the syntax it matched; under n ellipses it is a list (of lists …) of such. Where a pattern ends in
;;; `x ...`, or a template does, the list itself is shared and not copied.
;;;
;;;   element matcher    (syntax values environment) -> boolean        tail matcher    the same on a list datum
;;;   element generator  (values aliases position) -> syntax           tail generator  the same, making a list datum
;;;
;;; A symbol that the template inserts becomes an alias, one for each use and symbol (`aliases` is the vector of them).
;;; What the template inserts has the position of the use. A variable with fewer ellipses in its pattern than in the
;;; template goes with the outermost ones.
(define-library (expander syntax-rules)
  (export compile-syntax-rules syntax-rules-keyword
          make-rule-context rule-variables rule-variables-set! rule-inserted compile-pattern compile-template
          make-pattern-variable pattern-variable-identifier pattern-variable-index pattern-variable-depth)
  (import (scheme base) (base list) (base text) (base report)
          (reader syntax) (expander environment) (expander expression) (expander shapes))
  (begin
    (define syntax-rules-keyword (make-keyword 'syntax-rules #f #f))

    ;; What a rule is compiled in. ellipsis: an identifier, or #f inside (... …); variables: list of pattern-variable.
    (define-record-type rule-context
      (make-rule-context environment literals ellipsis variables inserted)
      rule-context?
      (environment rule-environment)
      (literals rule-literals)
      (ellipsis rule-ellipsis rule-ellipsis-set!)
      (variables rule-variables rule-variables-set!)
      (inserted rule-inserted rule-inserted-set!))     ; identifiers that the template inserts, last one first

    (define-record-type pattern-variable
      (make-pattern-variable identifier index depth)
      pattern-variable?
      (identifier pattern-variable-identifier)
      (index pattern-variable-index)
      (depth pattern-variable-depth))

    ;; A compiled rule: matcher of the operands, generator, number of variables, vector of inserted identifiers.
    (define-record-type rule
      (make-rule matcher generator variable-count inserted pattern)
      rule?
      (matcher rule-matcher)
      (generator rule-generator)
      (variable-count rule-variable-count)
      (inserted rule-inserted-identifiers)
      (pattern rule-pattern))

    (define (compile-syntax-rules syntax environment)
      (let* ((datum (car syntax))
             (custom? (and (pair? (cdr datum)) (identifier-syntax? (car (cdr datum)))))
             (ellipsis (if custom? (car (car (cdr datum))) '...))
             (rest (if custom? (cdr (cdr datum)) (cdr datum))))
        (if (and (pair? rest) (list-datum? rest) (list-datum? (car (car rest)))
                 (every identifier-syntax? (car (car rest))))
            (rules->transformer
             (filter-map (lambda (rule)
                           (compile-rule rule environment (map car (car (car rest))) ellipsis))
                         (cdr rest))
             environment)
            (begin
              (report-ill-formed datum (cdr syntax)
                                 (if custom?
                                     '(syntax-rules ellipsis (literal ...) (pattern template) ...)
                                     '(syntax-rules (literal ...) (pattern template) ...)))
              (lambda (syntax environment-of-use macro) #f)))))

    (define (rules->transformer rules environment)
      (lambda (syntax environment-of-use macro)
        (let ((operands (cdr (car syntax))))
          (let loop ((remaining rules))
            (if (null? remaining)
                (report-no-rule syntax macro rules)
                (let* ((rule (car remaining))
                       (values (make-vector (rule-variable-count rule) #f)))
                  (if ((rule-matcher rule) operands values environment-of-use)
                      ((rule-generator rule) values
                                             (fresh-aliases (rule-inserted-identifiers rule) environment macro)
                                             (cdr syntax))
                      (loop (cdr remaining)))))))))

    (define (report-no-rule syntax macro rules)
      (apply report-error! (cdr syntax)
             (text "no rule of the macro `" (macro-name macro) "` matches this use")
             (map (lambda (rule) (text "expected " (pattern->text macro (rule-pattern rule)))) rules))
      #f)

    (define (pattern->text macro pattern)
      (let ((plain (datum->plain pattern)))
        (datum->text (cons (macro-name macro) (if (pair? plain) (cdr plain) '())))))

    ;; The aliases of one use, one for each inserted identifier; in front stands the macro, so that the vector, which is also
    ;; every alias's `expansion`, tells who inserted it.
    (define (fresh-aliases inserted environment macro)
      (let* ((size (vector-length inserted))
             (aliases (make-vector (+ size 1) macro)))
        (let loop ((index 0))
          (if (= index size)
              aliases
              (begin
                (vector-set! aliases (+ index 1) (make-alias (vector-ref inserted index) environment #f aliases))
                (loop (+ index 1)))))))

    ;; -> rule, or #f when it is malformed.
    (define (compile-rule syntax environment literals ellipsis)
      (let ((datum (car syntax)))
        (if (and (= (form-size datum) 2) (pair? (car (car datum))))
            (let* ((context (make-rule-context environment literals ellipsis '() '()))
                   (matcher (compile-tail-pattern (cdr (car (car datum))) 0 context))
                   (generator (compile-template (cadr datum) '() context)))
              (make-rule matcher generator
                         (length (rule-variables context))
                         (list->vector (reverse (rule-inserted context)))
                         (car (car datum))))
            (begin
              (report-ill-shaped "rule" syntax '((keyword pattern ...) template))
              #f))))

    ;; The default ellipsis is known by its binding, or by how it is written where the name means nothing; a chosen one by
    ;; identity.
    (define (ellipsis? datum context)
      (let ((ellipsis (rule-ellipsis context)))
        (cond ((not ellipsis) #f)
              ((not (identifier-datum? datum)) #f)
              ((memq datum (rule-literals context)) #f)
              ((eq? ellipsis '...) (auxiliary-in-rule? datum '... context))
              (else (eq? datum ellipsis)))))

    ;; Is the identifier the auxiliary keyword of that name?
    (define (auxiliary-in-rule? identifier name context)
      (let ((meaning (lookup identifier (rule-environment context))))
        (if meaning
            (and (keyword? meaning) (eq? name (keyword-name meaning)))
            (eq? name (identifier-symbol identifier)))))

    (define (ellipsis-follows? chain context)
      (and (pair? (cdr chain))
           (ellipsis? (car (car (cdr chain))) context)))

    ;;; Patterns.

    (define (compile-pattern syntax depth context)
      (let ((datum (car syntax)))
        (cond ((identifier-datum? datum) (compile-identifier-pattern datum (cdr syntax) depth context))
              ((pair? datum)
               (let ((tail (compile-tail-pattern datum depth context)))
                 (lambda (syntax values environment) (tail (car syntax) values environment))))
              ((null? datum) (lambda (syntax values environment) (null? (car syntax))))
              ((vector? datum)
               (let ((tail (compile-tail-pattern (vector->list datum) depth context)))
                 (lambda (syntax values environment)
                   (and (vector? (car syntax))
                        (tail (vector->list (car syntax)) values environment)))))
              (else
               (lambda (syntax values environment) (equal? (car syntax) datum))))))

    (define (compile-identifier-pattern identifier position depth context)
      (cond ((memq identifier (rule-literals context))
             (let ((home (rule-environment context)))
               (lambda (syntax values environment)
                 (and (identifier-datum? (car syntax))
                      (same-meaning? (car syntax) environment identifier home)))))
            ((auxiliary-in-rule? identifier '_ context)
             (lambda (syntax values environment) #t))
            (else
             (let ((index (enter-variable! identifier position depth context)))
               (lambda (syntax values environment)
                 (vector-set! values index syntax)
                 #t)))))

    (define (enter-variable! identifier position depth context)
      (when (find-variable identifier context)
        (report-error! position (text "the pattern variable `" (identifier-symbol identifier) "` stands twice")))
      (when (ellipsis? identifier context)
        (report-error! position "misplaced ellipsis in a pattern"))
      (let ((index (length (rule-variables context))))
        (rule-variables-set! context
                             (cons (make-pattern-variable identifier index depth) (rule-variables context)))
        index))

    (define (find-variable identifier context)
      (let loop ((variables (rule-variables context)))
        (cond ((null? variables) #f)
              ((eq? identifier (pattern-variable-identifier (car variables))) (car variables))
              (else (loop (cdr variables))))))

    (define (compile-tail-pattern chain depth context)
      (cond ((null? chain) (lambda (chain values environment) (null? chain)))
            ((pair? chain)
             (if (ellipsis-follows? chain context)
                 (compile-ellipsis-pattern (car chain) (cdr (cdr chain)) depth context)
                 (let* ((first (compile-pattern (car chain) depth context))
                        (rest (compile-tail-pattern (cdr chain) depth context)))
                   (lambda (chain values environment)
                     (and (pair? chain)
                          (first (car chain) values environment)
                          (rest (cdr chain) values environment))))))
            (else
             (let ((matcher (compile-pattern (make-syntax chain #f) depth context)))
               (lambda (chain values environment)
                 (matcher (make-syntax chain (if (pair? chain) (cdr (car chain)) #f)) values environment))))))

    ;; p ... then the patterns of `after`, which are matched from the end of the list.
    (define (compile-ellipsis-pattern syntax after depth context)
      (let* ((before (rule-variables context))
             (element (compile-pattern syntax (+ depth 1) context))
             (indices (new-variable-indices (rule-variables context) before))
             (after-size (list-datum-length after))
             (rest (compile-tail-pattern after depth context)))
        (check-single-ellipsis after context)
        (if (and (null? after) (identifier-syntax? syntax) (pair? indices))
            (lambda (chain values environment)
              (and (list-datum? chain)
                   (begin
                     (vector-set! values (car indices) chain)
                     #t)))
            (lambda (chain values environment)
              (let ((count (- (list-datum-length chain) after-size)))
                (and (>= count 0)
                     (match-repeatedly element rest indices chain count values environment)))))))

    (define (new-variable-indices variables before)
      (let loop ((variables variables) (indices '()))
        (if (eq? variables before)
            indices
            (loop (cdr variables) (cons (pattern-variable-index (car variables)) indices)))))

    (define (check-single-ellipsis after context)
      (when (pair? after)
        (if (ellipsis? (car (car after)) context)
            (report-error! (cdr (car after)) "only one ellipsis can stand at each level of a pattern")
            (check-single-ellipsis (cdr after) context))))

    (define (match-repeatedly element rest indices chain count values environment)
      (let loop ((chain chain) (count count) (collected (map (lambda (index) '()) indices)))
        (if (= count 0)
            (begin
              (for-each (lambda (index list) (vector-set! values index (reverse list))) indices collected)
              (rest chain values environment))
            (and (element (car chain) values environment)
                 (loop (cdr chain)
                       (- count 1)
                       (map (lambda (index list) (cons (vector-ref values index) list)) indices collected))))))

    ;;; Templates. `driven`: the variables that the ellipses around have taken a level from, once for each level.

    (define (compile-template syntax driven context)
      (let ((datum (car syntax)))
        (cond ((identifier-datum? datum) (compile-identifier-template datum (cdr syntax) driven context))
              ((pair? datum)
               (if (escape? datum context)
                   (compile-escaped-template (cadr datum) driven context)
                   (let ((tail (compile-tail-template datum driven context)))
                     (lambda (values aliases position)
                       (make-syntax (tail values aliases position) position)))))
              ((vector? datum)
               (let ((tail (compile-tail-template (vector->list datum) driven context)))
                 (lambda (values aliases position)
                   (make-syntax (list->vector (tail values aliases position)) position))))
              (else
               (lambda (values aliases position) (make-syntax datum position))))))

    (define (compile-identifier-template identifier position driven context)
      (let ((variable (find-variable identifier context)))
        (cond ((and variable (> (remaining-depth variable driven) 0))
               (report-missing-ellipsis variable position driven)
               (lambda (values aliases position) (make-syntax #f position)))
              (variable
               (let ((index (pattern-variable-index variable)))
                 (lambda (values aliases position) (vector-ref values index))))
              (else
               (when (ellipsis? identifier context)
                 (report-error! position "misplaced ellipsis in a template"))
               (let ((index (insert-index identifier context)))
                 (lambda (values aliases position)
                   (make-syntax (vector-ref aliases index) position)))))))

    (define (remaining-depth variable driven)
      (- (pattern-variable-depth variable)
         (count (lambda (driver) (eq? driver variable)) driven)))

    (define (report-missing-ellipsis variable position driven)
      (report-error! position
                     (text "the pattern variable `" (identifier-symbol (pattern-variable-identifier variable))
                           "` needs " (if (= 1 (remaining-depth variable driven)) "an ellipsis" "more ellipses")
                           " after it")))

    ;; Its index in the vector of aliases.
    (define (insert-index identifier context)
      (let* ((inserted (rule-inserted context))
             (known (memq identifier inserted)))
        (if known
            (length known)
            (begin
              (rule-inserted-set! context (cons identifier inserted))
              (+ 1 (length inserted))))))

    ;; (... template)
    (define (escape? datum context)
      (and (ellipsis? (car (car datum)) context)
           (= (form-size datum) 2)))

    (define (compile-escaped-template syntax driven context)
      (let ((ellipsis (rule-ellipsis context)))
        (rule-ellipsis-set! context #f)
        (let ((generator (compile-template syntax driven context)))
          (rule-ellipsis-set! context ellipsis)
          generator)))

    (define (compile-tail-template chain driven context)
      (cond ((null? chain) (lambda (values aliases position) '()))
            ((not (pair? chain))
             (let ((generator (compile-template (make-syntax chain #f) driven context)))
               (lambda (values aliases position)
                 (car (generator values aliases position)))))
            ((ellipsis-follows? chain context) (compile-ellipsis-template chain driven context))
            (else
             (let* ((first (compile-template (car chain) driven context))
                    (rest (compile-tail-template (cdr chain) driven context)))
               (lambda (values aliases position)
                 (cons (first values aliases position)
                       (rest values aliases position)))))))

    ;; t ... ... rest: each further ellipsis flattens one more level.
    (define (compile-ellipsis-template chain driven context)
      (let loop ((rest (cdr (cdr chain))) (levels 1))
        (if (and (pair? rest) (ellipsis? (car (car rest)) context))
            (loop (cdr rest) (+ levels 1))
            (let ((repeated (compile-repetition (car chain) levels driven context))
                  (after (compile-tail-template rest driven context)))
              (if (null? rest)
                  repeated
                  (lambda (values aliases position)
                    (append (repeated values aliases position)
                            (after values aliases position))))))))

    ;; -> a generator of the list of all repetitions.
    (define (compile-repetition syntax levels driven context)
      (let* ((drivers (driving-variables syntax driven context))
             (indices (map pattern-variable-index drivers)))
        (cond ((null? drivers)
               (report-error! (cdr syntax) "nothing in this template repeats with the ellipsis"
                              "it needs a pattern variable that is followed by an ellipsis in the pattern")
               (lambda (values aliases position) '()))
              ((and (= levels 1) (lone-variable? syntax drivers driven))
               (let ((index (car indices)))
                 (lambda (values aliases position) (vector-ref values index))))
              ((= levels 1)
               (let ((element (compile-template syntax (append drivers driven) context)))
                 (lambda (values aliases position)
                   (repeat (lambda () (element values aliases position)) cons indices values position))))
              (else
               (let ((inner (compile-repetition syntax (- levels 1) (append drivers driven) context)))
                 (lambda (values aliases position)
                   (repeat (lambda () (inner values aliases position)) append-reverse indices values position)))))))

    ;; Run the thunk once for each element of the lists at the indices, these values being in their place meanwhile.
    (define (repeat thunk add indices values position)
      (let ((lists (map (lambda (index) (vector-ref values index)) indices)))
        (let loop ((remaining lists) (made '()))
          (if (any null? remaining)
              (begin
                (unless (every null? remaining)
                  (report-error! position "the lists of this macro use that go together differ in length"))
                (for-each (lambda (index list) (vector-set! values index list)) indices lists)
                (reverse made))
              (begin
                (for-each (lambda (index list) (vector-set! values index (car list))) indices remaining)
                (loop (map cdr remaining) (add (thunk) made)))))))

    ;; The only thing in the template is a variable with exactly one level left.
    (define (lone-variable? syntax drivers driven)
      (and (eq? (car syntax) (pattern-variable-identifier (car drivers)))
           (= 1 (remaining-depth (car drivers) driven))))

    ;; The variables in a template that still have a level left.
    (define (driving-variables syntax driven context)
      (let walk ((datum (car syntax)) (found '()))
        (cond ((identifier-datum? datum)
               (let ((variable (find-variable datum context)))
                 (if (and variable
                          (not (memq variable found))
                          (> (remaining-depth variable driven) 0))
                     (cons variable found)
                     found)))
              ((pair? datum) (walk (cdr datum) (walk (car (car datum)) found)))
              ((vector? datum) (walk (vector->list datum) found))
              (else found))))))
