;;; Control forms: quote, if, begin, the conditionals, delay, parameterize and guard.
;;;
;;; The auxiliary keywords (else, =>) are known by meaning: they must be the ones of (scheme base), and a local variable
;;; called `else` is none.
(define-library (expander control-forms)
  (export expand-quote expand-if expand-begin scan-begin expand-cond expand-case expand-and expand-or expand-when
          expand-unless expand-delay expand-delay-force expand-parameterize expand-guard
          else-keyword arrow-keyword)
  (import (scheme base) (base list) (base text) (base report)
          (reader syntax) (expander builder) (expander environment) (expander expression) (expander body)
          (expander shapes) (expander support))
  (begin
    (define else-keyword (make-keyword 'else #f #f))
    (define arrow-keyword (make-keyword '=> #f #f))

    (define (auxiliary? syntax keyword environment)
      (and (identifier-syntax? syntax)
           (eq? (lookup (car syntax) environment) keyword)))

    (define (expand-quote datum position environment name)
      (if (= (form-size datum) 2)
          (build-const position (syntax->datum (cadr datum)))
          (ill-formed datum position '(quote datum))))

    (define (expand-if datum position environment name)
      (let ((size (form-size datum)))
        (if (<= 3 size 4)
            (let* ((test (expand (cadr datum) environment))
                   (then (expand-named (car (cddr datum)) environment name)))
              (build-if position test then
                        (if (= size 4)
                            (expand-named (cadr (cddr datum)) environment name)
                            (unspecified position))))
            (ill-formed datum position '(if test then) '(if test then else)))))

    (define (expand-begin datum position environment name)
      (let ((size (form-size datum)))
        (cond ((= size 1) (malformed position "an expression is missing in this begin"))
              ((< size 1) (ill-formed datum position '(begin expression ...)))
              ((= size 2) (expand-named (cadr datum) environment name))
              (else (build-seq position (expand-sequence (cdr datum) environment name))))))

    ;; The last one has the name.
    (define (expand-sequence chain environment name)
      (let loop ((chain chain) (built '()))
        (if (null? (cdr chain))
            (reverse (cons (expand-named (car chain) environment name) built))
            (loop (cdr chain) (cons (expand (car chain) environment) built)))))

    (define (scan-begin datum position environment scope)
      (if (list-datum? datum)
          (scan-forms (cdr datum) environment scope)
          (report-ill-formed datum position '(begin expression ...))))

    ;;; cond

    (define (expand-cond datum position environment name)
      (if (>= (form-size datum) 2)
          (expand-cond-clauses (cdr datum) position environment name (lambda () (unspecified position)))
          (ill-formed datum position '(cond (test expression ...) ...))))

    ;; fallback: a thunk that builds what happens when no clause holds.
    (define (expand-cond-clauses chain position environment name fallback)
      (if (null? chain)
          (fallback)
          (let* ((syntax (car chain))
                 (clause (car syntax))
                 (size (form-size clause))
                 (rest (lambda () (expand-cond-clauses (cdr chain) position environment name fallback))))
            (cond ((< size 1) (ill-shaped "clause" syntax '(test expression ...)))
                  ((auxiliary? (car clause) else-keyword environment)
                   (check-last chain syntax size)
                   (if (> size 1)
                       (build-seq (cdr syntax) (expand-sequence (cdr clause) environment name))
                       (build-const (cdr syntax) #f)))
                  ((and (>= size 2) (auxiliary? (cadr clause) arrow-keyword environment))
                   (if (= size 3)
                       (build-receiving-clause clause (cdr syntax) environment rest)
                       (malformed (cdr (cadr clause)) "one expression must follow =>")))
                  ((= size 1) (build-either (cdr syntax) (expand (car clause) environment) rest))
                  (else
                   (let ((test (expand (car clause) environment)))
                     (build-if (cdr syntax) test
                               (build-seq (cdr syntax) (expand-sequence (cdr clause) environment name))
                               (rest))))))))

    (define (check-last chain syntax size)
      (unless (null? (cdr chain))
        (report-error! (cdr (car (car syntax))) "the else clause must be the last one"))
      (when (= size 1)
        (report-error! (cdr syntax) "an expression is missing after else")))

    ;; (test => receiver)
    (define (build-receiving-clause clause position environment rest)
      (let ((variable (build-variable 'test position))
            (test (expand (car clause) environment)))
        (build-let position (list variable) (list test)
                   (build-if position (build-ref position variable)
                             (build-call (or (cdr (car (cddr clause))) position) (expand (car (cddr clause)) environment)
                                         (list (build-ref position variable)))
                             (rest)))))

    ;; The value when it is true, else what the thunk builds.
    (define (build-either position built rest)
      (let ((variable (build-variable 'test position)))
        (build-let position (list variable) (list built)
                   (build-if position (build-ref position variable) (build-ref position variable) (rest)))))

    ;;; case

    (define (expand-case datum position environment name)
      (if (>= (form-size datum) 3)
          (let ((variable (build-variable 'key position))
                (key (expand (cadr datum) environment)))
            (check-case-data (cddr datum) '())
            (build-let position (list variable) (list key)
                       (expand-case-clauses (cddr datum) position environment name variable)))
          (ill-formed datum position '(case key ((datum ...) body ...) ...))))

    (define (expand-case-clauses chain position environment name variable)
      (if (null? chain)
          (unspecified position)
          (let* ((syntax (car chain))
                 (clause (car syntax))
                 (size (form-size clause)))
            (cond ((and (>= size 1) (auxiliary? (car clause) else-keyword environment))
                   (check-last chain syntax size)
                   (build-case-body clause syntax environment name variable))
                  ((or (< size 2) (not (list-datum? (car (car clause)))))
                   (ill-shaped "clause of case" syntax '((datum ...) body ...)))
                  ((null? (car (car clause)))
                   (expand-case-clauses (cdr chain) position environment name variable))
                  (else
                   (let ((body (build-case-body clause syntax environment name variable)))
                     (build-if (cdr syntax)
                               (build-member-test (car (car clause)) variable)
                               body
                               (expand-case-clauses (cdr chain) position environment name variable))))))))

    ;; Warn of data that no key can be, by eqv?, and of those that an earlier clause has taken. seen: list of syntax.
    (define (check-case-data clauses seen)
      (if (pair? clauses)
          (let ((clause (car (car clauses))))
            (if (and (pair? clause) (list-datum? (car (car clause))))
                (let loop ((chain (car (car clause))) (seen seen))
                  (cond ((null? chain) (check-case-data (cdr clauses) seen))
                        ((quotation? (car clause))
                         (report-warning! (cdr (car clause)) "the data of a clause are not evaluated: this one is for `quote` and what follows it"
                                          "write ((datum ...) body ...) without the quote")
                         (check-case-data (cdr clauses) seen))
                        (else
                         (check-case-datum (car chain) seen)
                         (loop (cdr chain) (cons (car chain) seen)))))
                (check-case-data (cdr clauses) seen)))))

    ;; 'a, but not (quote a) in full, which is a list of two data: the mark stands where the whole stands.
    (define (quotation? syntax)
      (let ((datum (car syntax)))
        (and (cdr syntax) (= (form-size datum) 2) (eq? 'quote (car (car datum))) (eqv? (cdr (car datum)) (cdr syntax)))))

    (define (check-case-datum syntax seen)
      (let* ((datum (car syntax)) (plain (and (cdr syntax) (syntax->datum syntax))))
        (cond ((not (cdr syntax)) #f)
              ((quotation? syntax)
               (report-warning! (cdr syntax) "the data of a clause are not evaluated: no key is this list" "write it without the quote"))
              ((or (string? plain) (pair? plain) (vector? plain) (bytevector? plain))
               (report-warning! (cdr syntax) "no key is this object: `case` compares by `eqv?`" "`cond` with `equal?` compares contents"))
              (else
               (let ((again (find (lambda (other) (eqv? plain (syntax->datum other))) seen)))
                 (if again
                     (report-warning! (cdr syntax) "this datum stands in an earlier clause, which is the one that is chosen")))))))

    (define (build-case-body clause syntax environment name variable)
      (cond ((null? (cdr clause)) (build-const (cdr syntax) #f))
            ((auxiliary? (cadr clause) arrow-keyword environment)
             (if (= (form-size clause) 3)
                 (build-call (or (cdr (car (cddr clause))) (cdr syntax)) (expand (car (cddr clause)) environment)
                             (list (build-ref (cdr syntax) variable)))
                 (malformed (cdr (cadr clause)) "one expression must follow =>")))
            (else (build-seq (cdr syntax) (expand-sequence (cdr clause) environment name)))))

    ;; Is the variable's value one of the data? Nested ifs that end in a test.
    (define (build-member-test chain variable)
      (let* ((syntax (car chain))
             (position (cdr syntax))
             (plain (syntax->datum syntax))
             (test (build-primcall #f (if (identity-decides? plain) 'eq? 'eqv?)
                                   (list (build-ref position variable) (build-const position plain)))))
        (if (null? (cdr chain))
            test
            (build-if position test (build-const position #t) (build-member-test (cdr chain) variable)))))

    ;; Data that are one object in every host.
    (define (identity-decides? datum)
      (or (symbol? datum)
          (boolean? datum)
          (null? datum)
          (char? datum)
          (and (exact-integer? datum) (< -268435456 datum 268435456))))

    ;;; and, or, when, unless

    (define (expand-and datum position environment name)
      (cond ((not (list-datum? datum)) (ill-formed datum position '(and expression ...)))
            ((null? (cdr datum)) (build-const position #t))
            (else
             (let loop ((chain (cdr datum)))
               (if (null? (cdr chain))
                   (expand (car chain) environment)
                   (let ((test (expand (car chain) environment)))
                     (build-if position test (loop (cdr chain)) (build-const position #f))))))))

    (define (expand-or datum position environment name)
      (cond ((not (list-datum? datum)) (ill-formed datum position '(or expression ...)))
            ((null? (cdr datum)) (build-const position #f))
            (else
             (let loop ((chain (cdr datum)))
               (if (null? (cdr chain))
                   (expand (car chain) environment)
                   (build-either position (expand (car chain) environment)
                                 (lambda () (loop (cdr chain)))))))))

    (define (expand-when datum position environment name)
      (if (>= (form-size datum) 3)
          (let ((test (expand (cadr datum) environment)))
            (build-if position test
                      (build-seq position (expand-sequence (cddr datum) environment name))
                      (unspecified position)))
          (ill-formed datum position '(when test body ...))))

    (define (expand-unless datum position environment name)
      (if (>= (form-size datum) 3)
          (let ((test (expand (cadr datum) environment)))
            (build-if position test
                      (unspecified position)
                      (build-seq position (expand-sequence (cddr datum) environment name))))
          (ill-formed datum position '(unless test body ...))))

    ;;; What the run-time system helps with.

    (define (build-thunk position body)
      (build-lambda position #f (list (list '() #f body))))

    ;; For traces it is a part of the procedure around it, not one of its own.
    (define (build-thunk-in-place position body)
      (build-lambda position 'in-place (list (list '() #f body))))

    ;; (delay e) = (make-promise-lazy (lambda () (make-promise-eager e)))
    (define (expand-delay datum position environment name)
      (if (= (form-size datum) 2)
          (let ((value (expand (cadr datum) environment)))
            (support-call position 'make-promise-lazy
                          (list (build-thunk position
                                             (support-call position 'make-promise-eager (list value) environment)))
                          environment))
          (ill-formed datum position '(delay expression))))

    (define (expand-delay-force datum position environment name)
      (if (= (form-size datum) 2)
          (support-call position 'make-promise-lazy
                        (list (build-thunk position (expand (cadr datum) environment)))
                        environment)
          (ill-formed datum position '(delay-force expression))))

    ;; (parameterize ((p v) …) body …) = (dynamic-parameterize (list p …) (list v …) (lambda () body …))
    (define (expand-parameterize datum position environment name)
      (if (and (>= (form-size datum) 3)
               (list-datum? (car (cadr datum)))
               (every parameter-binding? (car (cadr datum))))
          (let* ((bindings (car (cadr datum)))
                 (parameters (expand-each (map (lambda (binding) (car (car binding))) bindings) environment))
                 (values (expand-each (map (lambda (binding) (cadr (car binding))) bindings) environment)))
            (support-call position 'dynamic-parameterize
                          (list (build-list position parameters)
                                (build-list position values)
                                (build-thunk-in-place position (expand-body (cddr datum) position environment #f)))
                          environment))
          (ill-formed datum position '(parameterize ((parameter value) ...) body ...))))

    (define (parameter-binding? syntax) (= (form-size (car syntax)) 2))

    (define (build-list position elements)
      (fold-right (lambda (element rest) (build-primcall #f 'cons (list element rest)))
                  (build-const position '())
                  elements))

    ;; (guard (variable clause …) body …) =
    ;; (call-with-guard (lambda (variable reraise) (cond clause … (else (reraise)))) (lambda () body …))
    (define (expand-guard datum position environment name)
      (if (and (>= (form-size datum) 3)
               (>= (form-size (car (cadr datum))) 1)
               (identifier-syntax? (car (car (cadr datum)))))
          (let* ((spec (car (cadr datum)))
                 (body (expand-body (cddr datum) position environment #f))
                 (bound (bind-identifiers (list (car spec)) environment))
                 (reraise (build-variable 'reraise position))
                 (handler (expand-cond-clauses (cdr spec) position (cdr bound) #f
                                               (lambda () (build-call position (build-ref position reraise) '())))))
            (support-call position 'call-with-guard
                          (list (build-lambda position 'in-place (list (list (list (car (car bound)) reraise) #f handler)))
                                (build-thunk-in-place position body))
                          environment))
          (ill-formed datum position '(guard (variable clause ...) body ...))))))
