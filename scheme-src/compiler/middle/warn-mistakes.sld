;;; Warn of mistakes: what the program's text shows to fail when it runs.
;;;
;;; A constant where a primitive wants something else, an index outside a constant, a division by a constant zero, a change of a
;;; literal constant, a test that is a procedure, so always true, a call of what is
;;; no procedure, and a call with a number of arguments that the procedure does not take: one of the program, the definition of
;;; which is then named, or, where procedures are constants (in the running system), any. Only what the user wrote is looked at,
;;; and before anything has been inlined, so that what is warned of stands in the text. close-procedures counts once more what
;;; it comes to know.
;;;
;;; Input  Core      Needs  nothing
;;; Output the same program
;;;
;;;   (primcall car '5)    warning: `car` takes a pair, here it gets 5
;;;
;;; Does not: follow values; a variable may hold anything.
(define-library (compiler middle warn-mistakes)
  (export warn-mistakes)
  (import (scheme base) (base report) (base text) (machine primitives)
          (base position) (compiler ir variable) (compiler ir core) (compiler ir children) (compiler ir source) (compiler analysis constant-procedures) (compiler analysis clauses))
  (begin
    (define (warn-mistakes program)
      (set! known '())
      (for-each note-procedures! (program-items program))
      (for-each visit (program-items program))
      (for-each (lambda (entry) (variable-set-mark! (car entry) (cdr entry))) known)
      program)

    ;; Variables that are bound to a lambda expression and never assigned have it as their mark meanwhile; here they are with
    ;; their marks of before.
    (define known '())

    (define (note-procedures! node)
      (cond ((or (ref? node) (const? node)) #t)
            ((definition? node)
             (note-procedure! (definition-variable node) (definition-value node))
             (note-procedures! (definition-value node)))
            (else
             (cond ((let? node) (for-each note-procedure! (let-variables node) (let-values-of node)))
                   ((letrec? node) (for-each note-procedure! (letrec-variables node) (letrec-values node))))
             (for-each-child note-procedures! node))))

    (define (note-procedure! variable value)
      (if (and (lambda? value) (not (variable-assigned? variable)) (not (variable-live-value variable)))
          (begin
            (set! known (cons (cons variable (variable-mark variable)) known))
            (variable-set-mark! variable value))))

    (define (visit node)
      (cond ((or (ref? node) (const? node)) #t)
            ((definition? node)
             (if (source-described? (definition-source node)) (visit (definition-value node))))
            (else
             (cond ((primcall? node) (check-primcall node))
                   ((call? node) (check-call node))
                   ((if? node) (check-test (if-test node))))
             (for-each-child visit node))))

    ;;; Primitives

    (define (check-primcall node)
      (let ((primitive (primcall-primitive node)) (operands (primcall-operands node)))
        (if (and (source-described? (primcall-source node)) (some-constant? operands) (known-to-people? primitive))
            (or (check-arguments node primitive (primitive-arguments primitive) operands)
                (check-change node (primitive-name primitive) operands)
                (check-index node primitive operands)
                (check-divisor node primitive operands)))))

    (define (some-constant? operands)
      (and (pair? operands) (or (const? (car operands)) (some-constant? (cdr operands)))))

    (define (known-to-people? primitive)
      (not (char=? (string-ref (symbol->string (primitive-name primitive)) 0) #\%)))

    ;; -> #t when it has warned. types: of the arguments; the last one behind & repeats.
    (define (check-arguments node primitive types operands)
      (and (pair? operands)
           (pair? types)
           (let* ((repeated? (eq? (car types) '&))
                  (type (if repeated? (cadr types) (car types)))
                  (wanted (assq type words-for-types)))
             (if (and wanted
                      (const? (car operands))
                      (let ((kind (kind-of (const-value (car operands)))))
                        (and kind (not (eq? kind (cadr wanted))))))
                 (warn node (text "`" (primitive-name primitive) "` takes " (car (cddr wanted))
                                  ", here it gets " (shown (const-value (car operands)))))
                 (check-arguments node primitive (if repeated? types (cdr types)) (cdr operands))))))

    ;; Types of (machine primitives), the kind of constant that has them, and their words.
    (define words-for-types
      '((number number "a number")
        (fixnum number "a number")
        (word-index number "an index")
        (flonum number "a flonum")
        (char char "a character")
        (pair pair "a pair")
        (string string "a string")
        (vector vector "a vector")
        (bytevector bytevector "a bytevector")
        (symbol symbol "a symbol")
        (procedure procedure "a procedure")))

    ;; #f: not known. Numbers that a host cannot make are records.
    (define (kind-of datum)
      (cond ((number? datum) 'number)
            ((string? datum) 'string)
            ((char? datum) 'char)
            ((symbol? datum) 'symbol)
            ((pair? datum) 'pair)
            ((null? datum) 'null)
            ((boolean? datum) 'boolean)
            ((vector? datum) 'vector)
            ((bytevector? datum) 'bytevector)
            (else #f)))

    ;; R7RS 3.4: it is an error to change a literal constant.
    (define (check-change node name operands)
      (and (memq name '(set-car! set-cdr! vector-set! string-set! bytevector-u8-set! vector-fill! string-fill! list-set!))
           (const? (car operands))
           (let ((object (const-value (car operands))))
             (and (or (pair? object) (vector? object) (string? object) (bytevector? object))
                  (warn node (text "`" name "` changes " (shown object) ", a literal constant")
                        "make an object of its own: `list`, `vector`, `string-copy`, `list-copy` ...")))))

    ;; A procedure where a truth value is tested: parentheses are missing.
    (define (check-test test)
      (if (and (source-described? (node-source test)) (position-of-reference? test))
          (let ((name (procedure-name-of test)))
            (if name
                (report-warning! (source-position (node-source test))
                                 (text "this test is always true: `" name "` is a procedure, and is not called")
                                 (text "to call it, put parentheses around it: (" name " ...)"))))))

    (define (position-of-reference? test) (or (ref? test) (primref? test) (const? test)))

    (define (node-source test)
      (cond ((ref? test) (ref-source test)) ((primref? test) (primref-source test)) ((const? test) (const-source test)) (else #f)))

    ;; The name of a procedure that is known, or #f.
    (define (procedure-name-of test)
      (cond ((primref? test) (primitive-name (primref-primitive test)))
            ((ref? test) (and (lambda? (variable-mark (ref-variable test))) (variable-name (ref-variable test))))
            (else (let ((description (procedure-description (const-value test))))
                    (and description (vector-ref description 0))))))

    (define (check-index node primitive operands)
      (and (memq (primitive-name primitive) '(vector-ref vector-set! string-ref string-set! bytevector-u8-ref bytevector-u8-set!))
           (const? (car operands))
           (const? (cadr operands))
           (let ((object (const-value (car operands))) (index (const-value (cadr operands))))
             (let ((length (cond ((vector? object) (vector-length object))
                                 ((string? object) (string-length object))
                                 (else (bytevector-length object)))))
               (and (exact-integer? index)
                    (not (< -1 index length))
                    (warn node (text "`" (primitive-name primitive) "` gets the index " index ", and " (shown object)
                                     " has " length " elements")))))))

    (define (check-divisor node primitive operands)
      (and (memq (primitive-name primitive) '(quotient remainder modulo))
           (const? (cadr operands))
           (eqv? (const-value (cadr operands)) 0)
           (warn node (text "`" (primitive-name primitive) "` divides by zero here"))))

    ;;; Calls

    (define (check-call node)
      (if (and (ref? (call-operator node)) (source-described? (call-source node)))
          (check-own-call node (ref-variable (call-operator node)) (variable-mark (ref-variable (call-operator node)))))
      (if (and (const? (call-operator node)) (source-described? (call-source node)))
          (let* ((datum (const-value (call-operator node)))
                 (description (procedure-description datum)))
            (cond ((kind-of datum)
                   (warn node (text "a call of " (shown datum) ", which is no procedure")))
                  ((and description
                        (not (takes? (vector-ref description 2) (length (call-operands node)))))
                   (warn node (text "`" (vector-ref description 0) "` takes " (arities-text (vector-ref description 2))
                                    ", here it gets " (length (call-operands node)))))))))

    ;; A call of a procedure of the program.
    (define (check-own-call node variable procedure)
      (if (lambda? procedure)
          (let ((arities (clause-arities (lambda-clauses procedure)))
                (count (length (call-operands node))))
            (if (not (takes? arities count))
                (report-warning! (source-position (call-source node))
                                 (text "`" (variable-name variable) "` takes " (arities-text arities)
                                       ", here it gets " count)
                                 (and (source-described? (lambda-source procedure))
                                      (text "it is defined at "
                                            (position->text (source-position (lambda-source procedure))))))))))

    ;; arities: list of (required . rest?)
    (define (takes? arities count)
      (and (pair? arities)
           (or (= count (car (car arities)))
               (and (cdr (car arities)) (> count (car (car arities))))
               (takes? (cdr arities) count))))

    ;;; Words

    (define (warn node message . hints)
      (apply report-warning! (source-position (if (call? node) (call-source node) (primcall-source node))) message hints)
      #t)

    ;; A short text of the datum.
    (define (shown datum)
      (let ((whole (if (and (pair? datum) (large? datum 30)) "a long list" (datum->text datum))))
        (text (if (or (symbol? datum) (pair? datum) (null? datum)) "'" "")
              (if (> (string-length whole) 40) (string-append (substring whole 0 40) "…") whole))))

    (define (large? datum limit)
      (let loop ((rest datum) (left limit))
        (and (pair? rest) (or (= left 0) (loop (cdr rest) (- left 1))))))))
