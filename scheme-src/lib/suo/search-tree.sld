;;; (suo search-tree): persistent balanced search trees; under the mappings of SRFI 146.
;;;
;;; A tree is #f or a node; each has its entries in the order of less?, which is given to every operation that compares. It is
;;; balanced by weight: of two siblings, neither holds more than three times what the other holds (and one more).
;;;
;;; Source: Adams, Efficient sets: a balancing act (1993), with the factors of Hirai and Yamamoto (2011): a tree leans when one
;;; side weighs more than three times the other, and a double rotation is needed when the inner grandchild weighs as much as
;;; twice the outer one. Weight is size plus 1.
(define-library (suo search-tree)
  (export tree-size tree-ref tree-set tree-delete tree-fold tree-fold/reverse tree-first tree-last
          tree-below tree-above tree-join tree-map-values tree-next tree-previous)
  (import (scheme base))
  (begin
    (define-record-type tree-node
      (make-node key value size left right)
      node?
      (key node-key)
      (value node-value)
      (size node-size)
      (left node-left)
      (right node-right))

    ;; (tree-size tree) -> number of entries, in constant time
    (define (tree-size tree) (if tree (node-size tree) 0))

    (define (weight tree) (+ (tree-size tree) 1))

    (define (node key value left right)
      (make-node key value (+ (tree-size left) (tree-size right) 1) left right))

    ;;; Balance

    ;; The node of these parts, where one side has gained or lost one entry.
    (define (balanced key value left right)
      (let ((left-weight (weight left)) (right-weight (weight right)))
        (cond ((> right-weight (* 3 left-weight)) (rotate-left key value left right))
              ((> left-weight (* 3 right-weight)) (rotate-right key value left right))
              (else (node key value left right)))))

    (define (rotate-left key value left right)
      (let ((inner (node-left right)) (outer (node-right right)))
        (if (< (weight inner) (* 2 (weight outer)))
            (node (node-key right) (node-value right) (node key value left inner) outer)
            (node (node-key inner) (node-value inner)
                  (node key value left (node-left inner))
                  (node (node-key right) (node-value right) (node-right inner) outer)))))

    (define (rotate-right key value left right)
      (let ((inner (node-right left)) (outer (node-left left)))
        (if (< (weight inner) (* 2 (weight outer)))
            (node (node-key left) (node-value left) outer (node key value inner right))
            (node (node-key inner) (node-value inner)
                  (node (node-key left) (node-value left) outer (node-left inner))
                  (node key value (node-right inner) right)))))

    ;; (tree-join left key value right) -> tree of all; every key of left is less than key, every key of right greater.
    ;; O(difference of the heights).
    (define (tree-join left key value right)
      (let ((left-weight (weight left)) (right-weight (weight right)))
        (cond ((> right-weight (* 3 left-weight))
               (balanced (node-key right) (node-value right)
                         (tree-join left key value (node-left right)) (node-right right)))
              ((> left-weight (* 3 right-weight))
               (balanced (node-key left) (node-value left)
                         (node-left left) (tree-join (node-right left) key value right)))
              (else (node key value left right)))))

    ;; The tree of two whose keys are in order.
    (define (concatenate left right)
      (cond ((not left) right)
            ((not right) left)
            ((> (node-size left) (node-size right))
             (let ((last (tree-last left)))
               (balanced (car last) (cdr last) (without-last left) right)))
            (else
             (let ((first (tree-first right)))
               (balanced (car first) (cdr first) left (without-first right))))))

    (define (without-first tree)
      (if (node-left tree)
          (balanced (node-key tree) (node-value tree) (without-first (node-left tree)) (node-right tree))
          (node-right tree)))

    (define (without-last tree)
      (if (node-right tree)
          (balanced (node-key tree) (node-value tree) (node-left tree) (without-last (node-right tree)))
          (node-left tree)))

    ;;; One key

    ;; (tree-ref less? tree key) -> the entry (key . value), or #f
    (define (tree-ref less? tree key)
      (let loop ((tree tree))
        (and tree
             (cond ((less? key (node-key tree)) (loop (node-left tree)))
                   ((less? (node-key tree) key) (loop (node-right tree)))
                   (else (cons (node-key tree) (node-value tree)))))))

    ;; (tree-set less? tree key value) -> tree in which the key has this value
    (define (tree-set less? tree key value)
      (let insert ((tree tree))
        (if tree
            (let ((here (node-key tree)))
              (cond ((less? key here)
                     (balanced here (node-value tree) (insert (node-left tree)) (node-right tree)))
                    ((less? here key)
                     (balanced here (node-value tree) (node-left tree) (insert (node-right tree))))
                    (else (make-node key value (node-size tree) (node-left tree) (node-right tree)))))
            (make-node key value 1 #f #f))))

    ;; (tree-delete less? tree key) -> tree without the key, the same tree when it is not there
    (define (tree-delete less? tree key)
      (if (tree-ref less? tree key)
          (let delete ((tree tree))
            (let ((here (node-key tree)))
              (cond ((less? key here)
                     (balanced here (node-value tree) (delete (node-left tree)) (node-right tree)))
                    ((less? here key)
                     (balanced here (node-value tree) (node-left tree) (delete (node-right tree))))
                    (else (concatenate (node-left tree) (node-right tree))))))
          tree))

    ;;; All entries

    ;; (tree-fold combine seed tree) -> (combine key value result) over the entries in order; tree-fold/reverse in reverse order
    (define (tree-fold combine seed tree)
      (if tree
          (tree-fold combine
                     (combine (node-key tree) (node-value tree) (tree-fold combine seed (node-left tree)))
                     (node-right tree))
          seed))

    (define (tree-fold/reverse combine seed tree)
      (if tree
          (tree-fold/reverse combine
                             (combine (node-key tree) (node-value tree) (tree-fold/reverse combine seed (node-right tree)))
                             (node-left tree))
          seed))

    ;; (tree-map-values procedure tree) -> tree of the same keys, with values (procedure key value), made in order
    (define (tree-map-values procedure tree)
      (and tree
           (let* ((left (tree-map-values procedure (node-left tree)))
                  (value (procedure (node-key tree) (node-value tree))))
             (make-node (node-key tree) value (node-size tree) left (tree-map-values procedure (node-right tree))))))

    ;;; Order

    ;; (tree-first tree), (tree-last tree) -> the entry (key . value) at this end, or #f
    (define (tree-first tree)
      (and tree
           (if (node-left tree) (tree-first (node-left tree)) (cons (node-key tree) (node-value tree)))))
    (define (tree-last tree)
      (and tree
           (if (node-right tree) (tree-last (node-right tree)) (cons (node-key tree) (node-value tree)))))

    ;; (tree-below less? tree key) -> tree of the entries whose keys are less; tree-above: greater
    (define (tree-below less? tree key)
      (and tree
           (cond ((less? (node-key tree) key)
                  (tree-join (node-left tree) (node-key tree) (node-value tree)
                             (tree-below less? (node-right tree) key)))
                 (else (tree-below less? (node-left tree) key)))))
    (define (tree-above less? tree key)
      (and tree
           (cond ((less? key (node-key tree))
                  (tree-join (tree-above less? (node-left tree) key) (node-key tree) (node-value tree)
                             (node-right tree)))
                 (else (tree-above less? (node-right tree) key)))))

    ;; (tree-next less? tree key) -> the entry of the least greater key, or #f; tree-previous: of the greatest lesser one
    (define (tree-next less? tree key)
      (let loop ((tree tree) (best #f))
        (cond ((not tree) (and best (cons (node-key best) (node-value best))))
              ((less? key (node-key tree)) (loop (node-left tree) tree))
              (else (loop (node-right tree) best)))))
    (define (tree-previous less? tree key)
      (let loop ((tree tree) (best #f))
        (cond ((not tree) (and best (cons (node-key best) (node-value best))))
              ((less? (node-key tree) key) (loop (node-right tree) tree))
              (else (loop (node-left tree) best)))))))
